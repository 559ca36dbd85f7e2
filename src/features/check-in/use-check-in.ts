import Taro from '@tarojs/taro'
import { useState } from 'react'
import { type Data, useCommand, useQuery } from '@/shared/api'
import { makeUpWords, performWords } from './messages'

/** What the last command of this page gave, and the streak before it, from which the number counts up. */
interface Earned extends Data<'check-in.perform'> {
  readonly streakBefore: number
}

const say = (title: string) => void Taro.showToast({ title, icon: 'none' })

/** The month, and the two commands on it. */
export function useCheckIn() {
  const { data: status, code, reload } = useQuery('check-in.status', {})
  const checkIn = useCommand('check-in.perform')
  const makeUp = useCommand('check-in.make-up')
  const [earned, setEarned] = useState<Earned | null>(null)
  const streakBefore = status?.streakDays ?? 0

  /** Answers what was earned, or null when it was refused and the member was told why. */
  async function perform(): Promise<Data<'check-in.perform'> | null> {
    const reply = await checkIn.perform({})
    if (!reply.ok) {
      say(performWords[reply.code])
      return null
    }
    setEarned({ ...reply.data, streakBefore })
    return reply.data
  }

  async function performMakeUp(date: string): Promise<void> {
    const reply = await makeUp.perform({ date })
    if (!reply.ok) return say(makeUpWords[reply.code])
    setEarned({ ...reply.data, streakBefore })
  }

  return {
    status,
    code: status ? null : code,
    reload,
    earned,
    perform,
    isPerforming: checkIn.isPending,
    performMakeUp,
    isMakingUp: makeUp.isPending,
  }
}

export type CheckIn = ReturnType<typeof useCheckIn>
