import { askAs } from './local-cloud'
import { Thing } from './thing'
import { useAct } from './use-act'
import type { Phone } from './use-phone'

const isAtCounter = ({ name }: Phone) => name === 'clerk'

/** The camera between two phones: the clerk's reads the code that the member's shows. */
export function ScanThing({ phones, note }: { phones: readonly Phone[]; note: (text: string) => void }) {
  const { result, isBusy, act } = useAct(note)
  const clerk = phones.find(isAtCounter)
  const member = phones.find((phone) => !isAtCounter(phone))
  const scan = () =>
    act(async () => {
      if (!clerk || !member) throw new Error('一台手机选店员，另一台选会员')
      const { openid, nickname, label } = member.persona
      const card = await askAs(openid, 'members.card', {})
      if (!card.ok) throw new Error(card.code === 'not_a_member' ? `${label}还不是会员，先在手机上入会` : card.code)
      clerk.hand({ type: 'fudian:scan', code: card.data.code })
      return `店员扫了${nickname ?? label}的会员码：在店员手机上输入金额，再确认`
    })
  return (
    <Thing title="扫会员码" what="一台选店员，另一台选会员，扫对方的码。" result={result}>
      <button type="button" disabled={isBusy || !clerk || !member} onClick={scan}>
        扫一扫
      </button>
    </Thing>
  )
}
