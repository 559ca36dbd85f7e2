import type { Page } from 'playwright-core'
import type { RunningCloud } from './running-cloud'

/** What a camera would have read, handed to the clerk's page as the stage hands it. */
export async function handCode(clerk: Page, code: string): Promise<void> {
  await clerk.evaluate((read) => window.postMessage({ type: 'fudian:scan', code: read }, location.origin), code)
}

/** The clerk's page reads the code that a member's phone shows now. */
export async function scan(clerk: Page, cloud: RunningCloud, member: string): Promise<void> {
  const { code } = await cloud.member(member)('members.card', {})
  await handCode(clerk, code)
}

/** Types an amount on the desk's own number pad. */
export async function typeAmount(clerk: Page, keys: readonly string[]): Promise<void> {
  for (const name of keys) await clerk.getByRole('button', { name, exact: true }).click()
}

/** The desk says that the order just entered was recorded, with its points: those on the button are only expected. */
export async function recorded(clerk: Page, points: number): Promise<void> {
  await clerk.getByRole('status', { name: '已记上' }).getByText(`${points} 积分`).waitFor()
}
