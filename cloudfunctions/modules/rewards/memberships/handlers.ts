import { Refusal, refuse } from '../../../kernel/refusal'
import { DEFAULT_PAGE_SIZE } from '../../../platform/fields'
import type { Handlers } from '../../../platform/module'
import { decodeCursor } from '../../../platform/store'
import { accountOf } from '../../ledger'
import { members } from '../../members'
import type { membershipContract } from './contract'
import { giveMembership, membershipsOf, revokeMembership } from './give'
import { memberships } from './store'

export const membershipHandlers: Handlers<typeof membershipContract> = {
  'rewards.memberships': async (context) => {
    const { memberId } = context.caller
    if (!(await accountOf(context, memberId))) return refuse('not_a_member')
    const { today } = context
    const items = (await membershipsOf(context, memberId)).flatMap(({ name, spans }) => {
      const first = spans.find(({ until }) => until >= today)
      const last = spans.at(-1)
      if (!first || !last) return []
      const isActive = first.from <= today
      return [
        { name, from: first.from, until: last.until, isActive, includes: [...(isActive ? first : last).includes] },
      ]
    })
    return { items }
  },

  'ops.grant-membership': async (context, { memberId, name, days, includes = [], reason, operator }) => {
    const { key, inputHash } = context.command
    if (!(await context.store.get(members, memberId))) return refuse('no_such_member')
    const { from, until, ...span } = await giveMembership(context, {
      op: `ms|${key}`,
      member: memberId,
      name,
      days,
      includes,
      source: 'granted',
      reason,
      by: operator,
      inputHash,
    })
    return span.inputHash === inputHash ? { memberId, name, from, until } : refuse('key_reused_with_other_input')
  },

  'ops.revoke-membership': async (context, { memberId, name, reason, operator }) => {
    const { command } = context
    const revoked = await revokeMembership(context, { member: memberId, name, reason, by: operator, command })
    return revoked instanceof Refusal ? revoked : { memberId, name }
  },

  'ops.memberships': async (context, { cursor, limit = DEFAULT_PAGE_SIZE }) => {
    if (cursor !== undefined && !decodeCursor(cursor)) return refuse('invalid_input', { path: 'input.cursor' })
    const page = await context.store.find(memberships, {
      index: 'byUntil',
      range: { from: context.today },
      limit,
      ...(cursor === undefined ? {} : { cursor }),
    })
    return {
      items: page.items.map(({ member, name, until, spans }) => ({
        memberId: member,
        name,
        until,
        source: spans.at(-1)?.source ?? 'granted',
      })),
      next: page.next,
    }
  },
}
