import { Refusal, refuse } from '../../../kernel/refusal'
import type { Handlers } from '../../../platform/module'
import { canBeChanged, changeStatus, verify } from '../../ledger'
import type { contract } from '../contract'
import { digestOf } from './findings'

export const standingHandlers: Pick<Handlers<typeof contract>, 'ops.freeze' | 'ops.unfreeze'> = {
  'ops.freeze': async (context, { memberId, reason, operator }) => {
    const changed = await changeStatus(context, memberId, {
      command: context.command,
      async decide({ status }) {
        if (status === 'frozen') return refuse('already_frozen')
        return { status: 'frozen', reason, operator, accepted: '' }
      },
    })
    if (!(changed instanceof Refusal)) return { memberId, status: changed.status }
    return changed.code === 'not_a_member' ? refuse('no_such_member') : changed
  },

  'ops.unfreeze': async (context, { memberId, reason, operator, accept = false }) => {
    const changed = await changeStatus(context, memberId, {
      command: context.command,
      async decide(account) {
        if (account.status !== 'frozen') return refuse('not_frozen')
        const findings = await verify(context, account)
        const accepted = findings.length === 0 ? '' : digestOf(findings)
        // What does not fit its own newest entry cannot be built upon, whoever accepts it.
        const isAcceptable = canBeChanged(context, account)
        // guard: findings-remain
        if (findings.length > 0 && !(accept && isAcceptable))
          return refuse('findings_remain', { findings: findings.length, isAcceptable })
        return { status: 'active', reason, operator, accepted }
      },
    })
    if (!(changed instanceof Refusal)) return { memberId, status: changed.status }
    return changed.code === 'not_a_member' ? refuse('no_such_member') : changed
  },
}
