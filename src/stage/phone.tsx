import './phone.css'
import { type PersonaName, personas } from './personas'
import type { Phone } from './use-phone'

interface Props {
  readonly phone: Phone
  /** Left or right, for whoever cannot see where it stands. */
  readonly side: string
  readonly isActive: boolean
  readonly scale: number
  /** Shown in place of the app while there is nobody to sign in. */
  readonly waiting: string | null
  readonly onUse: () => void
}

const SIZE = { width: 375, height: 812, frame: 10 }

/** The outer size of a phone in its frame. */
export const phoneSize = { width: SIZE.width + 2 * SIZE.frame, height: SIZE.height + 2 * SIZE.frame }

function PersonaPicker({ phone, side, onUse }: Pick<Props, 'phone' | 'side' | 'onUse'>) {
  const choose = (name: PersonaName) => {
    onUse()
    if (name !== phone.name) phone.signIn(name)
  }
  return (
    <div className="picker" role="radiogroup" aria-label={`${side}手机的主人`}>
      {(Object.keys(personas) as PersonaName[]).map((name) => (
        <label key={name} className="picker-one" title={personas[name].about}>
          <input type="radio" name={`persona-${side}`} checked={name === phone.name} onChange={() => choose(name)} />
          <span>{personas[name].label}</span>
        </label>
      ))}
    </div>
  )
}

/** A phone in a quiet frame, with its owner above it. */
export function PhoneOnStage({ phone, side, isActive, scale, waiting, onUse }: Props) {
  const { openid, nickname, about } = phone.persona
  return (
    <section
      className={isActive ? 'phone active' : 'phone'}
      aria-label={`${side}手机`}
      style={{ width: phoneSize.width * scale }}
    >
      <PersonaPicker phone={phone} side={side} onUse={onUse} />
      <p className="phone-about">
        {nickname && <strong>{nickname}</strong>}
        <span title={about}>{about}</span>
      </p>
      <div className="phone-space" style={{ width: phoneSize.width * scale, height: phoneSize.height * scale }}>
        <div className="phone-frame" style={{ ...phoneSize, transform: `scale(${scale})` }}>
          {waiting === null ? (
            <iframe
              key={`${openid}|${phone.start.number}`}
              ref={phone.frame}
              title={`${side}手机：${nickname ?? '新客'}`}
              src={`/?as=${openid}#${phone.start.path}`}
              width={SIZE.width}
              height={SIZE.height}
              onLoad={phone.onLoad}
            />
          ) : (
            <p className="phone-waiting">{waiting}</p>
          )}
          {phone.isCut && <span className="phone-cut">没有网络</span>}
        </div>
      </div>
    </section>
  )
}
