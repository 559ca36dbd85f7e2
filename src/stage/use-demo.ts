import { useEffect, useState } from 'react'
import { askAs, readProgress } from './local-cloud'
import { shop } from './personas'

/** `percent` is null when no demo is being made; the members with a story are there before it is above 0. */
interface Demo {
  readonly percent: number | null
  /** Whether the chain of the demo is what is served here; null until that is known. */
  readonly isThere: boolean | null
}

async function look(): Promise<Demo> {
  const step = (await readProgress()).steps.find(({ id }) => id === 'demo')
  const reply = await askAs('stage', 'members.programme', {})
  const isMaking = step?.state === 'waiting' || step?.state === 'running'
  return { percent: isMaking ? step.percent : null, isThere: reply.ok ? reply.data.brand.name === shop.name : null }
}

/** How far the demo's members are. Asked again until they are all there. */
export function useDemo(): Demo {
  const [demo, setDemo] = useState<Demo>({ percent: null, isThere: null })
  useEffect(() => {
    let timer = 0
    let isGone = false
    const ask = async () => {
      const seen = await look().catch(() => null)
      if (isGone) return
      if (seen) setDemo(seen)
      if (!seen || seen.percent !== null) timer = window.setTimeout(ask, 1_000)
    }
    void ask()
    return () => {
      isGone = true
      clearTimeout(timer)
    }
  }, [])
  return demo
}
