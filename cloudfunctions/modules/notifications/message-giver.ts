import type { GiftGiver } from '../rules'
import { putIntoInbox } from './inbox'

/** Puts the words of a campaign into the inbox. What was read cannot be taken back. */
export const messageGiver: GiftGiver = {
  gift: 'inbox_message',

  text: ({ title }) => `站内消息“${title}”`,

  async give(work, { op, member, args }) {
    const { title, text } = args
    await putIntoInbox(work, {
      id: `campaign|${op}`,
      member,
      kind: 'campaign',
      title: `${title}`,
      text: `${text}`,
      link: '',
    })
  },
}
