import { useEffect, useState } from 'react'
import type { ReplyTo } from '../../cloudfunctions/api'
import { askOps, type FaultsState, faults } from './local-cloud'
import { Thing } from './thing'
import { useAct } from './use-act'

const LOST_OF_TEN = 3
/** More than a laptop's worth of members: each slice checks as many accounts as one function call has time for. */
const MOST_SLICES = 100

/** Checks every account there is, and says in one line what was found. */
async function verifyAll(): Promise<string> {
  let checked = 0
  let wrong = 0
  let cursor: string | null = null
  for (let slice = 0; slice < MOST_SLICES; slice += 1) {
    const reply: ReplyTo<'ops.verify-ledger'> = await askOps('ops.verify-ledger', cursor === null ? {} : { cursor })
    if (!reply.ok) throw new Error(reply.code)
    checked += reply.data.checked
    wrong += reply.data.findings.length
    cursor = reply.data.next
    if (cursor === null) break
  }
  return `核对 ${checked} 本账，${wrong === 0 ? '全部相符' : `${wrong} 处不符`}`
}

/** Replies lost so far, looked at every second while any are being lost. */
function useFaults() {
  const [state, setState] = useState<FaultsState | null>(null)
  const isOn = (state?.lostReplyRate ?? 0) > 0
  useEffect(() => {
    const look = () => void faults.read().then(setState, () => {})
    look()
    if (!isOn) return
    const timer = setInterval(look, 1_000)
    return () => clearInterval(timer)
  }, [isOn])
  return { isOn, lost: state?.fired.lostReply ?? 0, setState }
}

export function LostRepliesThing({ note }: { note: (text: string) => void }) {
  const { isOn, lost, setState } = useFaults()
  const { result, isBusy, act } = useAct(note)
  const turn = () =>
    act(async () => {
      // The counts begin anew with every setting, so what was lost is read before it is switched off.
      const before = await faults.read()
      setState(await faults.set(isOn ? {} : { lostReplyRate: LOST_OF_TEN / 10, seed: Date.now() }))
      if (!isOn) return `数据库每十个回复丢三个：现在去签到，或连点 50 次`
      return `刚才丢了 ${before.fired.lostReply} 个回复。${await verifyAll()}`
    })
  return (
    <Thing
      title="丢失回复"
      what="数据库做了却没回话，函数自己弄清做没做。"
      result={isOn ? `已经丢了 ${lost} 个回复` : result}
    >
      <button type="button" disabled={isBusy} aria-pressed={isOn} onClick={turn}>
        {isOn ? '恢复' : '丢三成'}
      </button>
    </Thing>
  )
}
