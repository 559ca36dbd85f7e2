import type * as z from 'zod/mini'
import type { Refusal } from '../kernel/refusal'
import { ExtensionPoint } from './extension-point'

/** Who a door is for. Every door serves the same modules and shows only the actions meant for its audience. */
export type Audience = 'member' | 'merchant' | 'ops' | 'cron' | 'hook'

/** Refusals that every action may answer; the rest an action declares itself. */
export const COMMON_REFUSALS = [
  'unknown_action',
  'invalid_input',
  'unauthorised',
  'not_a_member',
  'account_frozen',
  'too_many_today',
  'key_reused_with_other_input',
  'busy',
  'internal',
] as const
export type CommonRefusal = (typeof COMMON_REFUSALS)[number]

/** The common refusals that may pass by themselves: the same request with the same key may be sent again. */
export const RETRYABLE_REFUSALS: ReadonlySet<string> = new Set<CommonRefusal>(['busy', 'internal'])

type Schema = z.ZodMiniType

/** One thing a door can be asked. A command changes something and needs a key; a query changes nothing. */
export interface Action<
  Kind extends 'query' | 'command' = 'query' | 'command',
  For extends Audience = Audience,
  Input extends Schema = Schema,
  Output extends Schema = Schema,
  Code extends string = string,
> {
  readonly kind: Kind
  readonly audiences: readonly For[]
  /** One English sentence for `docs/api.md`. */
  readonly summary: string
  readonly input: Input
  readonly output: Output
  /** In the order in which the handler's guards refuse. */
  readonly refusals: readonly Code[]
  /** Which roles may ask it, at a door whose gate knows roles; absent: whoever the door recognises. */
  readonly roles?: readonly string[]
  /** For the operators' help: what it is for, in Chinese, and an input that works as it stands. */
  readonly help?: { readonly text: string; readonly input: Readonly<Record<string, unknown>> }
}

type Declared<For extends Audience, Input extends Schema, Output extends Schema, Code extends string> = Omit<
  Action<'query', For, Input, Output, Code>,
  'kind' | 'refusals'
> & { readonly refusals?: readonly Code[] }

export function query<
  const For extends Audience,
  Input extends Schema,
  Output extends Schema,
  const Code extends string = never,
>(declared: Declared<For, Input, Output, Code>): Action<'query', For, Input, Output, Code> {
  return { refusals: [], ...declared, kind: 'query' }
}

export function command<
  const For extends Audience,
  Input extends Schema,
  Output extends Schema,
  const Code extends string = never,
>(declared: Declared<For, Input, Output, Code>): Action<'command', For, Input, Output, Code> {
  return { refusals: [], ...declared, kind: 'command' }
}

/** The actions of one module by their stable names. */
export type Contract = Readonly<Record<string, Action>>

/** The contracts of all modules. */
export const contracts = new ExtensionPoint<Contract>('contracts')

export type InputOf<A extends Action> = z.output<A['input']>
export type OutputOf<A extends Action> = z.input<A['output']>
export type RefusalCodeOf<A extends Action> = A['refusals'][number] | CommonRefusal

/** What an action's handler answers: its data or one of the refusals it declared. Anything else does not compile. */
export type AnswerOf<A extends Action> = OutputOf<A> | Refusal<RefusalCodeOf<A>>

/** The envelope a door answers. */
export type Reply<Data = unknown, Code extends string = string> =
  | { readonly ok: true; readonly data: Data; readonly requestId: string }
  | {
      readonly ok: false
      readonly code: Code
      readonly params: Readonly<Record<string, unknown>>
      readonly retryable: boolean
      readonly requestId: string
    }
