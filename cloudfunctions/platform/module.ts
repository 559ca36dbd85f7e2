import { brandSettings } from './brand'
import { platformCollections } from './collections'
import type { Caller, Command, Context, MemberCaller, OperatorCaller, ShopCaller, StaffCaller } from './context'
import { type Action, type AnswerOf, type Audience, type Contract, contracts, type InputOf } from './contract'
import { type Extension, Registry } from './extension-point'
import { type Job, jobs } from './jobs'
import { type SettingsFragment, settingsFragments } from './settings'
import { type Collection, collections } from './store'

interface CallerOfAudience extends Record<Audience, Caller> {
  readonly member: MemberCaller
  readonly merchant: StaffCaller
  readonly hook: ShopCaller
  readonly ops: OperatorCaller
}
type ForAudience<A extends Action> = A extends Action<infer _Kind, infer For> ? For : never

/** What an action's handler is given: the caller its audience has and, for a command, the command's identity. */
export type ContextOf<A extends Action> = Context & {
  readonly caller: CallerOfAudience[ForAudience<A>]
} & (A extends Action<'command'> ? { readonly command: Command } : unknown)

export type Handler<A extends Action> = (context: ContextOf<A>, input: InputOf<A>) => Promise<AnswerOf<A>>

/** One handler per action: a missing one, an undeclared refusal or a misspelt code does not compile. */
export type Handlers<C extends Contract> = { readonly [Name in keyof C]: Handler<C[Name]> }

/** One capability, wired. */
export interface Module<C extends Contract = Contract> {
  readonly name: string
  readonly contract: C
  readonly handlers: Handlers<C>
  readonly collections?: readonly Collection[]
  readonly settings?: SettingsFragment
  readonly jobs?: readonly Job[]
  /** What it adds to places that earlier modules left open. */
  readonly extends?: readonly Extension[]
}

/** A module as `serve` sees it: whose handlers fit whose actions was checked where it was defined. */
export type AnyModule = Omit<Module, 'handlers'> & {
  readonly handlers: Readonly<Record<string, (context: never, input: never) => Promise<unknown>>>
}

/** What all modules contribute, the lists that the platform itself keeps included. */
export function registryOf(modules: readonly AnyModule[]): Registry {
  return new Registry([
    collections.with(...platformCollections),
    settingsFragments.with(brandSettings),
    ...modules.flatMap((module) => [
      contracts.with(module.contract),
      collections.with(...(module.collections ?? [])),
      settingsFragments.with(...(module.settings ? [module.settings] : [])),
      jobs.with(...(module.jobs ?? [])),
      ...(module.extends ?? []),
    ]),
  ])
}

export function defineModule<const C extends Contract>(module: Module<C>): Module<C> {
  return module
}
