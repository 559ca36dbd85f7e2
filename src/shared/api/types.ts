import type {
  ActionName,
  Api,
  CommandName,
  Data,
  Input,
  QueryName,
  RefusalCode,
  ReplyTo,
} from '../../../cloudfunctions/api'

export type { CommandName, Data, Input, QueryName, RefusalCode }

/** The doors that a mini program knocks at. */
export type Door = 'member' | 'merchant' | 'ops'

/** Those of `Name` that a door shows: an action asked at a door that is not for its audience does not compile. */
type Shown<Name extends ActionName, D extends Door> = Name extends Name
  ? D extends Api[Name]['audiences'][number]
    ? Name
    : never
  : never
export type QueryAt<D extends Door> = Shown<QueryName, D>
export type CommandAt<D extends Door> = Shown<CommandName, D>

/** The refusals that any action may answer: those of an action that declares none of its own. */
export type CommonCode = RefusalCode<'members.me'>

/** No reply came: the network is out, or the shop's cloud did not answer. Whether it took effect is unknown. */
export interface Unanswered {
  readonly ok: false
  readonly code: 'unanswered'
  readonly params: Readonly<Record<string, unknown>>
  readonly retryable: true
}
export const UNANSWERED: Unanswered = { ok: false, code: 'unanswered', params: {}, retryable: true }

export type Answer<A extends ActionName> = ReplyTo<A> | Unanswered
export type AnyReply = ReplyTo<ActionName>

/** The envelope of `contract.md`. */
export interface Envelope {
  readonly action: string
  readonly input: unknown
  readonly key?: string
}

/** Brings an envelope to a door and its reply back. Rejects when no reply came. */
export type Transport = (door: Door, envelope: Envelope) => Promise<unknown>

/** The same, to the one door of a client. */
export type Send = (envelope: Envelope) => Promise<unknown>

export type Wait = (ms: number) => Promise<void>
