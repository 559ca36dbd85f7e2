import type { Refusal } from '../kernel/refusal'
import type { Caller, Command, Work } from './context'
import type { Action, Audience, CommonRefusal } from './contract'
import { ExtensionPoint } from './extension-point'
import type { PlatformIdentity } from './identity'

/** What somebody at a door asks, its input already parsed. */
export interface Asked {
  readonly caller: Caller
  readonly name: string
  readonly action: Action
  readonly input: unknown
  /** Null for a query. */
  readonly command: Command | null
}

/**
 * Who stands at a door where the platform's word is not enough, and what they may ask there. The module that keeps the
 * people of that door contributes it; a door without a gate lets in whom the platform itself vouches for.
 */
export interface Gate {
  readonly door: Audience
  /** Who it is by what the module keeps; null for a stranger. Asked before anything of the request is looked at. */
  recognise(work: Work, identity: PlatformIdentity): Promise<Caller | null>
  /** Why they may not ask this, or null. Asked before the handler, for every action of the door. */
  mayAsk(work: Work, asked: Asked): Promise<Refusal<CommonRefusal> | null>
}

export const gates = new ExtensionPoint<Gate>('gates')
