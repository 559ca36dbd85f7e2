import type * as z from 'zod/mini'

/** What happened, as the module that saw it describes it: plain values by name. */
export type Facts = Readonly<Record<string, string | number | boolean>>

/** A condition or an effect as it stands in a document: its code and its arguments. */
export type Clause = { readonly code: string } & Readonly<Record<string, unknown>>

/** When an event meets the conditions, the effects follow. */
export interface Rule {
  readonly id: string
  /** The event it listens to. */
  readonly when: string
  readonly conditions: readonly Clause[]
  readonly effects: readonly Clause[]
}

/** An effect that is not yet applied. One place applies all that one event causes, as one operation. */
export interface Intent {
  readonly kind: 'points'
  readonly points: number
}

/** One question about the facts. A file of its own in the module that owns the knowledge. */
export interface Condition<S extends z.ZodMiniType = z.ZodMiniType> {
  readonly code: string
  readonly args: S
  /** What must be so, in plain Chinese. */
  text(args: z.output<S>): string
  holds(facts: Facts, args: z.output<S>): boolean
}

/** One consequence. A file of its own in the module that owns the knowledge. */
export interface Effect<S extends z.ZodMiniType = z.ZodMiniType> {
  readonly code: string
  readonly args: S
  /** What it gives for these facts, in plain Chinese. */
  text(facts: Facts, args: z.output<S>): string
  intents(facts: Facts, args: z.output<S>): readonly Intent[]
}

export const defineCondition = <S extends z.ZodMiniType>(condition: Condition<S>): Condition<S> => condition
export const defineEffect = <S extends z.ZodMiniType>(effect: Effect<S>): Effect<S> => effect

/** A fact that a condition or effect needs. Throws when it is missing: a rule on the wrong event is a bug. */
export function numberFact(facts: Facts, name: string): number {
  const value = facts[name]
  if (typeof value !== 'number') throw new Error(`fact ${name} is missing`)
  return value
}
