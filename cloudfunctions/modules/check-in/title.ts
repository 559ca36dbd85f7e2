import type { EntryTitle } from '../ledger'

export const checkInTitle: EntryTitle = {
  refKind: 'check-in',
  title({ ref, trace }) {
    const { facts } = trace as { facts: { streakDays: number; isMadeUp: boolean } }
    const day = `${Number(ref.id.slice(5, 7))}月${Number(ref.id.slice(8))}日`
    return facts.isMadeUp ? `补签 ${day}，连续 ${facts.streakDays} 天` : `每日签到，连续 ${facts.streakDays} 天`
  },
}
