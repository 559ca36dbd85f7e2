import type { FrameLocator, Page } from 'playwright-core'
import { personas } from '../../src/stage/personas'

/** The stage as somebody sees it: two phones, the chat between them, and what is around. */
export class Stage {
  readonly left: FrameLocator
  readonly right: FrameLocator

  constructor(readonly page: Page) {
    this.left = page.frameLocator('iframe >> nth=0')
    this.right = page.frameLocator('iframe >> nth=1')
  }

  async choose(side: '左边' | '右边', label: string): Promise<void> {
    await this.page
      .getByRole('radiogroup', { name: `${side}手机的主人` })
      .getByText(label, { exact: true })
      .click()
  }

  /** The clerk on the left phone sends a card to the chat. */
  async sendCard(title: string): Promise<void> {
    await this.choose('左边', personas.clerk.label)
    await this.left.getByRole('button', { name: '分享卡片和效果' }).click()
    await this.left.getByRole('textbox', { name: '不填就用门店的标题' }).fill(title)
    await this.left.getByRole('button', { name: '做一张卡片' }).click()
    await this.left.getByRole('button', { name: '发到聊天' }).click()
  }
}
