import { createHash } from 'node:crypto'
import { Refusal } from '../../../cloudfunctions/kernel/refusal'
import { addition, changeAccount, changeStatus, deduction } from '../../../cloudfunctions/modules/ledger'
import type { Line } from '../../../cloudfunctions/modules/ledger/domain/journal'
import { applyEvent, type LedgerEvent } from '../../../cloudfunctions/modules/ledger/events/event'
import { redeem } from '../../../cloudfunctions/modules/ledger/redeem'
import type { Work } from '../../../cloudfunctions/platform/context'
import { Busy } from '../../../cloudfunctions/platform/guarded-store'
import { OutcomeUnknown } from '../../../cloudfunctions/platform/store'
import type { Answer } from '../world/answers'
import type { Instance } from '../world/cloud'
import type { Command, Person } from '../world/doors'

const sha = (text: string) => createHash('sha256').update(text).digest('hex')

/** Work for which there is no door yet: it breaks off as a door would report it. */
async function atWork(instance: Instance, name: string, run: (work: Work) => Promise<Answer>) {
  return instance.do(name, async (work): Promise<Answer> => {
    try {
      return await run(work)
    } catch (error) {
      const isInjected = error instanceof Error && error.message.startsWith('injected')
      if (isInjected || error instanceof Busy || error instanceof OutcomeUnknown) return { kind: 'again' }
      throw error
    }
  })
}

const lineText = ({ entry, balance }: Line) => `${entry.kind} ${entry.points} as ${entry.seq}, ${balance} ${entry.hash}`

function answerOfLine(line: Line | Refusal): Answer {
  if (!(line instanceof Refusal)) return { kind: 'done', text: lineText(line), seq: line.entry.seq }
  if (line.code === 'busy') return { kind: 'again' }
  return line.code === 'sold_out' ? { kind: 'marked', text: 'sold_out' } : { kind: 'refused', code: line.code }
}

const commandOf = (name: string, person: Person, key: string, input: string) => ({
  key: sha(`${person.member}|${name}|${key}`),
  inputHash: sha(input),
  madeAtMs: Number.parseInt(key, 36),
})

export interface Wish {
  readonly sku: string
  readonly points: number
  readonly limit?: { readonly name: string; readonly most: number }
}

export function redeeming(person: Person, wish: Wish, key: string): Command {
  const input = JSON.stringify(wish)
  return {
    name: 'redeem',
    identity: `redeem|${key}|${input}`,
    member: person.member,
    ask: (instance) =>
      atWork(instance, 'redeem', async (work) => {
        const command = commandOf('redeem', person, key, input)
        const { sku, points, limit } = wish
        const ref = { kind: 'piece', id: limit ? `${sku}, at most ${limit.most} a day` : sku }
        // As a shop would have it: so many a day, and the function says which day it is.
        const limited = limit ? { limit: { ...limit, period: work.today } } : {}
        const wanted = { sku, points, ref, trace: {}, ...limited }
        return answerOfLine(await redeem(work, person.member, { command, decide: () => wanted }))
      }),
  }
}

export type Happening = Pick<LedgerEvent, 'decision'> & { readonly id: string }

export function happening(person: Person, { id, decision }: Happening): Command {
  const name = decision.kind === 'award' ? 'award' : 'takeback'
  return {
    name,
    // What was decided first stands, whatever is said later: so the amount is no part of it.
    identity: `event|${id}`,
    member: person.member,
    worth: decision.points,
    ask: (instance) =>
      atWork(instance, name, async (work) => {
        const ref = { kind: 'order', id: id.slice(0, 8) }
        const { state, line } = await applyEvent(work, { id, member: person.member, ref, trace: {}, decision })
        if (state !== 'done') return { kind: 'refused', code: state }
        if (line) return { kind: 'done', text: lineText(line), seq: line.entry.seq }
        return { kind: 'marked', text: name === 'award' ? 'none left in the budget' : 'nothing was awarded' }
      }),
  }
}

/** An operator's correction, posted as `ops` posts it. */
export function adjusting(person: Person, given: { points: number; on: string; expiresOn: string }, key: string) {
  const input = JSON.stringify(given)
  const { points, on, expiresOn } = given
  return {
    name: 'adjust',
    identity: `adjust|${key}|${input}`,
    member: person.member,
    ask: (instance: Instance) =>
      atWork(instance, 'adjust', async (work) => {
        const line = await changeAccount<Line, 'insufficient_points'>(work, person.member, {
          command: commandOf('adjust', person, key, input),
          decide(account) {
            const cause = { op: `adj|${key}`, ref: { kind: 'adjustment', id: key }, trace: {} }
            if (points > 0) return { posting: addition(cause, account, { points, on, expiresOn }) }
            const posting = deduction(cause, account, -points)
            return posting instanceof Refusal ? posting : { posting }
          },
          reply: (posted) => posted,
        })
        return answerOfLine(line)
      }),
  }
}

export function setStatus(person: Person, status: 'active' | 'frozen', key: string): Command {
  return {
    name: 'status',
    identity: `status|${key}|${status}`,
    member: person.member,
    ask: (instance) =>
      atWork(instance, 'status', async (work) => {
        const change = await changeStatus<never>(work, person.member, {
          command: commandOf('status', person, key, status),
          decide: async () => ({ status, reason: 'simulated', operator: 'op', accepted: '' }),
        })
        if (change instanceof Refusal) return { kind: 'refused', code: change.code }
        return { kind: 'done', text: change.status }
      }),
  }
}
