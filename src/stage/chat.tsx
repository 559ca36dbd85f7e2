import './chat.css'
import { useChat } from './use-chat'
import type { Phone } from './use-phone'

interface Props {
  readonly phones: readonly Phone[]
  /** As high as the phones beside it. */
  readonly height: number
  readonly note: (text: string) => void
}

const nameOf = ({ persona }: Phone) => persona.nickname ?? persona.label

/** The chat between the two phones: it shows the cards that a page really shares, and a tap opens one on the other phone. */
export function Chat({ phones, height, note }: Props) {
  const { cards, receiverOf } = useChat(phones)
  return (
    <section className="chat" style={{ height }} aria-label="两台手机之间的聊天">
      <h2>聊天</h2>
      {cards.length === 0 && (
        <p className="chat-empty">店员做一张分享卡片，发到聊天，就出现在这里。点一下，另一台手机就打开它。</p>
      )}
      {cards.length > 0 && (
        <ol>
          {cards.map(({ number, from, title, path, imageUrl }) => {
            const sender = phones[from]
            const receiver = receiverOf(from)
            if (!sender || !receiver) return null
            const open = () => {
              receiver.open(path)
              note(`${nameOf(receiver)}点开了${nameOf(sender)}发的卡片“${title}”`)
            }
            return (
              <li key={number} className={from === 0 ? 'chat-message' : 'chat-message from-right'}>
                <p className="chat-from">
                  <span className="chat-initial" aria-hidden="true">
                    {[...nameOf(sender)][0]}
                  </span>
                  {nameOf(sender)}
                </p>
                <button type="button" className="chat-card" title={`让${nameOf(receiver)}点开`} onClick={open}>
                  <span className="chat-title">{title}</span>
                  {imageUrl ? <img className="chat-image" src={imageUrl} alt="" /> : <span className="chat-image" />}
                  <span className="chat-foot">小程序</span>
                </button>
              </li>
            )
          })}
        </ol>
      )}
    </section>
  )
}
