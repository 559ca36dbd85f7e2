import { useState } from 'react'

/** What one thing to try last said, and whether it is at work. */
export function useAct(note: (text: string) => void) {
  const [result, setResult] = useState<string | null>(null)
  const [isBusy, setIsBusy] = useState(false)

  /** Does it and says what came of it, in words. Null says nothing. */
  async function act(doing: () => Promise<string | null>): Promise<void> {
    setIsBusy(true)
    try {
      const said = await doing()
      setResult(said)
      if (said !== null) note(said)
    } catch (error) {
      setResult(`没有成功：${error instanceof Error ? error.message : String(error)}`)
    } finally {
      setIsBusy(false)
    }
  }
  return { result, isBusy, act }
}
