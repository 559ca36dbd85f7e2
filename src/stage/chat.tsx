import './chat.css'
import { useChat } from './use-chat'
import type { Phone } from './use-phone'

interface Props {
  readonly phones: readonly Phone[]
  readonly note: (text: string) => void
}

const nameOf = ({ persona }: Phone) => persona.nickname ?? persona.label

/** The chat between the two phones: it shows the cards that a page really shares, and a tap opens one on the other phone. */
export function Chat({ phones, note }: Props) {
  const { cards, receiverOf } = useChat(phones)
  return (
    <section className="chat" aria-label="两台手机之间的聊天">
      <h2>聊天</h2>
      {cards.length === 0 && (
        <p className="chat-empty">
          店员在“分享卡片”里点“发到聊天”，卡片就出现在这里。点开它，就是另一台手机的主人点开了它。
        </p>
      )}
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
              <p className="chat-from">{nameOf(sender)}</p>
              <button type="button" className="chat-card" onClick={open}>
                <span className="chat-title">{title}</span>
                {imageUrl ? <img className="chat-image" src={imageUrl} alt="" /> : <span className="chat-image" />}
                <span className="chat-foot">小程序</span>
              </button>
            </li>
          )
        })}
      </ol>
    </section>
  )
}
