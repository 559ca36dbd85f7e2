import { Thing } from './thing'
import { useAct } from './use-act'
import type { Phone } from './use-phone'

export function OfflineThing({ phone, who, note }: { phone: Phone; who: string; note: (text: string) => void }) {
  const { result, act } = useAct(note)
  const turn = () =>
    act(async () => {
      const isThere = phone.isCut
      phone.setNetwork(isThere)
      return isThere
        ? `${who}的手机连上了网络，没做完的事会自己做完`
        : `${who}的手机断网了：现在在手机上点签到，再恢复网络`
    })
  return (
    <Thing title="没有网络" what="点过的事不会丢，连上后做完，只做一次。" result={result}>
      <button type="button" aria-pressed={phone.isCut} onClick={turn}>
        {phone.isCut ? '恢复网络' : '断网'}
      </button>
    </Thing>
  )
}
