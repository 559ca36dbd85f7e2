import { refuse } from '../../kernel/refusal'
import { pointsNameOf } from '../../platform/brand'
import { DEFAULT_PAGE_SIZE } from '../../platform/fields'
import type { Handlers } from '../../platform/module'
import { accountOf } from './change'
import type { contract } from './contract'
import { balancesOn } from './domain/due'
import { sealedText } from './domain/entry'
import { recoverable, recoverExpired } from './recover'
import { linesBelow, parseCursor } from './statement'
import { recoverableText, titleOf } from './titles'
import { unitHandlers } from './units/handlers'

export const handlers: Handlers<typeof contract> = {
  ...unitHandlers,

  'points.statement': async (context, { cursor, limit = DEFAULT_PAGE_SIZE }) => {
    const below = cursor === undefined ? Number.MAX_SAFE_INTEGER : parseCursor(cursor)
    if (below === null) return refuse('invalid_input', { path: 'input.cursor' })
    const account = await accountOf(context, context.caller.memberId)
    if (!account) return refuse('not_a_member')
    const lines = await linesBelow(context, account, below, limit)
    const last = lines.at(-1)?.entry.seq ?? 1
    return {
      items: await Promise.all(
        lines.map(async ({ entry, balance }) => ({
          seq: entry.seq,
          kind: entry.kind,
          points: entry.points,
          atMs: entry.atMs,
          title: await titleOf(context, entry),
          balance,
        })),
      ),
      next: last > 1 ? String(last) : null,
    }
  },

  'points.expiring': async (context) => {
    const account = await accountOf(context, context.caller.memberId)
    if (!account) return refuse('not_a_member')
    const byDay = new Map<string, number>()
    for (const lot of balancesOn(account, context.today).lots) {
      byDay.set(lot.expiresOn, (byDay.get(lot.expiresOn) ?? 0) + lot.points)
    }
    const name = await pointsNameOf(context)
    return {
      lots: [...byDay].map(([expiresOn, points]) => ({ points, expiresOn })),
      recoverable: (await recoverable(context, account)).map((one) => ({ ...one, text: recoverableText(one, name) })),
    }
  },

  'points.recover': async (context, { expiredOn }) =>
    recoverExpired(context, context.caller.memberId, { command: context.command, expiredOn }),

  'points.receipt': async (context, { seq }) => {
    const account = await accountOf(context, context.caller.memberId)
    if (!account) return refuse('not_a_member')
    const [line, before] = await linesBelow(context, account, seq + 1, 2)
    if (line?.entry.seq !== seq) return refuse('no_such_entry')
    const { entry } = line
    return { seq, text: sealedText(entry), previousHash: before?.entry.hash ?? '', hash: entry.hash }
  },
}
