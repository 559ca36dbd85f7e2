import { pointsText } from '@/shared/format/points'
import type { Data } from '../../cloudfunctions/api'
import type { StoredDocument } from './local-cloud'

interface Entry {
  readonly seq: number
  readonly points: number
}

/** Of an account's document, what a hand changes here. */
export type Account = StoredDocument & { readonly available: number; readonly tail: readonly Entry[] }

/** What stood there before the hand came, to be put back. */
export type Before = { readonly available: number } | { readonly entry: Entry }

const MORE_BALANCE = 1_000
const MORE_POINTS = 100

export function editBalance(account: Account): { readonly edited: Account; readonly before: Before } {
  const { available } = account
  return { edited: { ...account, available: available + MORE_BALANCE }, before: { available } }
}

/** The newest entry with more points than it was sealed with; null for an account without entries. */
export function editEntry(account: Account): { readonly edited: Account; readonly before: Before } | null {
  const entry = account.tail.at(-1)
  if (!entry) return null
  const tail = [...account.tail.slice(0, -1), { ...entry, points: entry.points + MORE_POINTS }]
  return { edited: { ...account, tail }, before: { entry: { seq: entry.seq, points: entry.points } } }
}

/** The account as it is now, with the edited field as it was. */
export function putBack(account: Account, before: Before): Account {
  if ('available' in before) return { ...account, available: before.available }
  const { seq, points } = before.entry
  return { ...account, tail: account.tail.map((entry) => (entry.seq === seq ? { ...entry, points } : entry)) }
}

/** In words for the journal: what the hand did. */
export function editText(before: Before): string {
  if ('available' in before) {
    const { available } = before
    return `余额从 ${pointsText(available)} 改成了 ${pointsText(available + MORE_BALANCE)}`
  }
  const { seq, points } = before.entry
  return `第 ${seq} 笔从 ${pointsText(points)} 改成了 ${pointsText(points + MORE_POINTS)}`
}

/** What the check of the ledger found: whose, which entry, which field. */
export function findingsText(who: string, { checked, findings }: Data<'ops.verify-ledger'>): string {
  if (findings.length === 0) return `核对了 ${checked} 本账，全部相符`
  return findings
    .map(({ entry, page, field, text }) => {
      const place = entry === undefined ? (page === undefined ? '账户' : `账页 ${page}`) : `第 ${entry} 笔`
      return `核对指出：会员 ${who} · ${place} · 字段 ${field}（${text.slice(text.indexOf('：') + 1)}）`
    })
    .join('；')
}
