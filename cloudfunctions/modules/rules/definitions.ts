import * as z from 'zod/mini'
import type { Condition, Effect } from './domain/rule'

type WithSchema<D, S extends z.ZodMiniType> = Omit<D, 'parse'> & { readonly args: S }

/** A condition from its code, the schema of its arguments, a sentence and one function. */
export function defineCondition<S extends z.ZodMiniType>({
  args,
  ...condition
}: WithSchema<Condition<z.output<S>>, S>): Condition<z.output<S>> {
  return { ...condition, parse: (stored) => z.parse(args, stored) }
}

/** An effect from its code, the schema of its arguments, a sentence and one function. */
export function defineEffect<S extends z.ZodMiniType>({
  args,
  ...effect
}: WithSchema<Effect<z.output<S>>, S>): Effect<z.output<S>> {
  return { ...effect, parse: (stored) => z.parse(args, stored) }
}
