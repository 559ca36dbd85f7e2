import { sha256 } from '../../cloudfunctions/kernel/digest'
import { Refusal } from '../../cloudfunctions/kernel/refusal'
import { accountOf, accrual, changeAccount, clawback, hold, type Posting } from '../../cloudfunctions/modules/ledger'
import type { Account } from '../../cloudfunctions/modules/ledger/domain/account'
import { members, openNumber } from '../../cloudfunctions/modules/members'
import { type Ask, dataOf, joined, Programme, type ProgrammeOptions } from './programme'
import { workIn } from './spend'

/** A member, and how to ask as them. */
export interface Person {
  readonly id: string
  readonly openid: string
  readonly ask: Ask
}

/** Who merges, and why. */
export const by = { reason: '换了微信号', operator: '小王' }

/** Somebody who joined twice, from two phones, and a third who is another; each with the welcome points. */
export async function twoOfOne(options: ProgrammeOptions = {}) {
  const programme = await Programme.start(options)
  const person = async (openid: string): Promise<Person> => {
    const { ask, memberId } = await joined(programme, openid)
    return { id: memberId, openid, ask }
  }
  let events = 0
  const post = async ({ id }: Person, postingOf: (account: Account, op: string) => Posting | null) => {
    events += 1
    const key = sha256(`given|${events}`)
    const line = await changeAccount(workIn(programme), id, {
      command: { key, inputHash: key, madeAtMs: null },
      decide(account) {
        const posting = postingOf(account, `test|given-${events}`)
        if (!posting) throw new Error('nothing to post')
        return { posting }
      },
      reply: (posted) => posted,
    })
    if (line instanceof Refusal) throw new Error(line.code)
  }
  const cause = (op: string) => ({ op, ref: { kind: 'adjustment', id: op }, trace: { reason: '试' } })
  return {
    programme,
    ops: programme.ops(),
    old: await person('o-old'),
    now: await person('o-now'),
    third: await person('o-third'),
    /** Points as if earned today; promised where they vest on a day. */
    give: (who: Person, { points, expiresOn, vestsOn }: { points: number; expiresOn: string; vestsOn?: string }) =>
      post(who, (account, op) => {
        const earned = { points, on: workIn(programme).today, expiresOn }
        return vestsOn ? hold(cause(op), account, { ...earned, vestsOn }) : accrual(cause(op), account, earned)
      }),
    /** Points taken back, more than there are. */
    owe: (who: Person, points: number) =>
      post(who, (account, op) =>
        clawback(cause(op), account, { points, created: { lots: [], holds: [] }, policy: 'allow_debt' }),
      ),
    has: async ({ id }: Person) => {
      const account = await accountOf(workIn(programme), id)
      if (!account) throw new Error(`${id} has no account`)
      const { available, pending, debt, lots, holds } = account
      return { available, pending, debt, lots, holds }
    },
    bind: async ({ openid, ask }: Person, number: string) => {
      events += 1
      const code = `code-${events}`
      programme.wechat.phoneBook.set(code, number)
      return dataOf(await ask('members.bind-phone', { code }, `bind-${openid}-${events}`)).member.phone
    },
    numberOf: async ({ id }: Person) => {
      const phone = (await programme.store.get(members, id))?.phone
      return phone ? openNumber(programme.ports.secrets, phone) : null
    },
  }
}
