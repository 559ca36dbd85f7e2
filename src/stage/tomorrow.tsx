import { useEffect, useState } from 'react'
import { DAY_MS, dayText } from './day.shared'
import { type ClockState, clock } from './local-cloud'
import { Thing } from './thing'
import { useAct } from './use-act'

export function TomorrowThing({ note, onNewDay }: { note: (text: string) => void; onNewDay: () => void }) {
  const [state, setState] = useState<ClockState | null>(null)
  const { result, isBusy, act } = useAct(note)
  useEffect(() => {
    void clock.read().then(setState, () => {})
  }, [])

  const turn = (to: () => Promise<ClockState>, said: (day: string) => string) =>
    act(async () => {
      const now = await to()
      setState(now)
      onNewDay()
      return said(dayText(now.nowMs))
    })
  return (
    <Thing title="到明天" what={state ? `店里的今天：${dayText(state.nowMs)}` : '把店里的钟拨快一天。'} result={result}>
      {state && !state.isReal && (
        <button
          type="button"
          disabled={isBusy}
          onClick={() => turn(clock.returnToReal, (day) => `回到真实时间：${day}`)}
        >
          回到今天
        </button>
      )}
      <button
        type="button"
        disabled={isBusy}
        onClick={() =>
          turn(
            () => clock.advance(DAY_MS),
            (day) => `到了${day}`,
          )
        }
      >
        快进一天
      </button>
    </Thing>
  )
}
