import type { BusinessDate } from '../../kernel/business-date'
import { grouped } from '../../kernel/grouped'
import { pointsNameOf } from '../../platform/brand'
import type { Work } from '../../platform/context'
import { ExtensionPoint } from '../../platform/extension-point'
import type { Entry } from './domain/entry'
import { RECOVERY } from './domain/recovery'
import type { Recoverable } from './recover'

/** How a module words the entries it causes, by the kind of their `ref`: "每日签到，连续 7 天". */
export interface EntryTitle {
  readonly refKind: string
  /** @param points what the shop calls them */
  title(entry: Entry, points: string): string
}

/** `2026-12-31` as a member reads it. */
const dayText = (date: BusinessDate) => `${Number(date.slice(5, 7))}月${Number(date.slice(8))}日`

/** The ledger's own entries, which no command of another module causes. */
export const ledgerTitles: readonly EntryTitle[] = [
  { refKind: 'expiry', title: (_, points) => `${points}到期` },
  { refKind: 'vest', title: (_, points) => `待到账的${points}已到账` },
  { refKind: RECOVERY, title: ({ ref }, points) => `找回${dayText(ref.id)}到期的${points}` },
]

/** What can be had back, and until when. */
export function recoverableText({ expiredOn, points, until }: Recoverable, pointsName: string): string {
  return `${dayText(expiredOn)}到期的 ${grouped(points)} ${pointsName}，宽限到${dayText(until)}，可以找回一次`
}

export const entryTitles = new ExtensionPoint<EntryTitle>('entry titles')

/** What an entry was for, in plain Chinese. Throws for a kind of cause that no module words: it would be a bug. */
export async function titleOf(work: Work, entry: Entry): Promise<string> {
  const wording = work.registry.all(entryTitles).find((known) => known.refKind === entry.ref.kind)
  if (!wording) throw new Error(`no module words entries of ${entry.ref.kind}`)
  return wording.title(entry, await pointsNameOf(work))
}
