import { burstText, type Tap } from './burst.shared'
import { askAs, newKey } from './local-cloud'
import { Thing } from './thing'
import { useAct } from './use-act'
import type { Phone } from './use-phone'

const TAPS = 50
/** As often as the app's own client asks again. */
const MOST_SENT = 6

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** One tap, as the app would send it: with one key, however often it takes to get an answer. */
async function tap(openid: string): Promise<Tap> {
  const key = newKey()
  for (let sent = 1; ; sent += 1) {
    const reply = await askAs(openid, 'check-in.perform', {}, key).catch(() => null)
    const isFinal = reply !== null && (reply.ok || !reply.retryable)
    if (isFinal || sent === MOST_SENT) return { code: reply === null ? 'no_reply' : reply.ok ? 'ok' : reply.code, sent }
    await wait(200 * sent)
  }
}

export function BurstThing({ phone, who, note }: { phone: Phone; who: string; note: (text: string) => void }) {
  const { result, isBusy, act } = useAct(note)
  const start = () =>
    act(async () => {
      // All at once: the browser and the functions decide who comes first.
      const taps = await Promise.all(Array.from({ length: TAPS }, () => tap(phone.persona.openid)))
      phone.reload()
      return `${who}同时签到 ${TAPS} 次：${burstText(taps)}`
    })
  return (
    <Thing title="连点 50 次" what="同一位会员同时签到 50 次，只该成功一次。" result={result}>
      <button type="button" disabled={isBusy} onClick={start}>
        {isBusy ? '正在签到' : '开始'}
      </button>
    </Thing>
  )
}
