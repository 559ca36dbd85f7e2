import type { OperatorCaller } from '../../../platform/context'
import type { Gate } from '../../../platform/gate'
import { personOf } from '../people/people'

/** The ways a person comes with an openid of their own: the mini program, and its simulator in WeChat DevTools. */
const SOURCES: ReadonlySet<string> = new Set(['wx_client', 'wx_devtools'])

/** The operators' door for who comes through WeChat; the cloud console, which has no openid, is let in by the platform. */
export const opsGate: Gate = {
  door: 'ops',

  async recognise(work, { openid, source }): Promise<OperatorCaller | null> {
    // guard: person-at-ops
    if (!openid || !SOURCES.has(source)) return null
    const person = await personOf(work, openid)
    // guard: operators-only
    return person?.isOperator ? { kind: 'operator', staffId: person.staffId } : null
  },

  async mayAsk() {
    return null
  },
}
