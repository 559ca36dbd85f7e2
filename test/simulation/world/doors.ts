import { createHash, createHmac } from 'node:crypto'
import type { Random } from '../../../cloudfunctions/kernel/seeded-random'
import type { Audience, Reply } from '../../../cloudfunctions/platform/contract'
import type { PlatformIdentity } from '../../../cloudfunctions/platform/identity'
import type { Answer } from './answers'
import { type Clock, type Instance, secrets } from './cloud'
import type { Said } from './said'

/** Something a client wants, as often as it takes. */
export interface Command {
  readonly name: string
  /** Key, input and who sends it: what must be answered the same for ever. */
  readonly identity: string
  readonly member: string
  /** Of an award, its points: what can be taken back. */
  readonly worth?: number
  /** What it says, and the hash under which the product knows its key. */
  readonly says?: { readonly said: Said; readonly keyHash: string }
  /** The same key, or the same thing that happened, with something else in it. */
  lie?(random: Random): Command
  ask(instance: Instance): Promise<Answer | 'no reply'>
}

export interface Person {
  readonly openid: string
  readonly member: string
}

/** Somebody, or something, that asks at a door. */
export interface Caller {
  readonly door: Audience
  /** Under which the product keeps the keys of one apart from those of others. */
  readonly name: string
  identify(body: string): PlatformIdentity
}

const throughWechat = ({ openid }: Person): PlatformIdentity => ({ openid, source: 'wx_client' })

export const asMember = (person: Person): Caller => ({
  door: 'member',
  name: person.member,
  identify: () => throughWechat(person),
})

export const asStaff = (person: Person): Caller => ({
  door: 'merchant',
  name: `staff|${person.member}`,
  identify: () => throughWechat(person),
})

/** The cloud console. */
export const OPERATOR: Caller = { door: 'ops', name: 'operator', identify: () => ({ source: 'wx_devtools' }) }

const hmac = (key: Buffer | string, text: string) => createHmac('sha256', key).update(text).digest('hex')

/** A shop's own system: it signs anew whenever it sends. */
export const asTill = (storeId: string, keyId: string, clock: Clock): Caller => ({
  door: 'hook',
  name: `shop|${storeId}`,
  identify(body) {
    const timestamp = String(clock.nowMs)
    const signature = hmac(hmac(secrets.key('hook'), keyId), `${timestamp}.${body}`)
    return { source: 'wx_http', signed: { keyId, timestamp, signature, body } }
  },
})

/** Refusals that are remembered: asked again, the answer is the same. */
const MARKED: ReadonlySet<string> = new Set([
  'bind-phone: phone_taken',
  'redeem-reward: sold_out',
  'redeem-reward: slot_taken',
])
/** What was published is the same already: nothing is written, so it is no answer for ever. */
const isUnchanged = (data: unknown) => (data as { state?: unknown } | null)?.state === 'unchanged'

function answerOf(name: string, reply: Reply): Answer {
  if (reply.ok) {
    if (isUnchanged(reply.data)) return { kind: 'refused', code: 'unchanged' }
    return { kind: 'done', text: JSON.stringify(reply.data) }
  }
  if (MARKED.has(`${name}: ${reply.code}`)) return { kind: 'marked', text: reply.code }
  // A declared "no" is the answer; a broken connection is not.
  return reply.retryable || reply.code === 'internal' ? { kind: 'again' } : { kind: 'refused', code: reply.code }
}

interface Asked {
  readonly action: string
  readonly input: object
  readonly key: string
  readonly said?: Said
  /** Hears what was answered when it was done. */
  readonly hear?: (data: never) => void
}

/** Where the last word of an action is that of another, or says too little. */
const NAMES: Readonly<Record<string, string>> = {
  'check-in.perform': 'check-in',
  'coupons.accept': 'accept-gift',
  'rewards.redeem': 'redeem-reward',
  'referrals.open': 'come',
}

const nameOf = (action: string) => NAMES[action] ?? action.split('.')[1] ?? action

/** A command at a production door. */
export function atDoor(caller: Caller, { action, input, key, said, hear }: Asked, member = ''): Command {
  const name = nameOf(action)
  const event = { action, input, key }
  const keyHash = createHash('sha256').update(`${caller.name}|${action}|${key}`).digest('hex')
  return {
    name,
    identity: `${name}|${key}|${JSON.stringify(input)}|${caller.name}`,
    member,
    ...(said ? { says: { said, keyHash } } : {}),
    ask: async (instance) => {
      const reply = await instance.ask(caller.door, caller.identify(JSON.stringify(event)), event)
      if (reply === 'no reply') return reply
      if (reply.ok) hear?.(reply.data as never)
      return answerOf(name, reply)
    },
  }
}

/** A command of a member at their own door. */
export const asked = (person: Person, action: string, input: object, key: string, said?: Said): Command =>
  atDoor(asMember(person), { action, input, key, ...(said ? { said } : {}) }, person.member)
