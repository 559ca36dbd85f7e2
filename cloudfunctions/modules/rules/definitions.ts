import * as z from 'zod/mini'
import { examine } from '../../platform/problems'
import type { Condition, Effect } from './domain/rule'

type WithSchema<D, S extends z.ZodMiniType> = Omit<D, 'parse' | 'problems'> & { readonly args: S }

const reading = <S extends z.ZodMiniType>(args: S) => ({
  parse: (stored: Readonly<Record<string, unknown>>) => z.parse(args, stored),
  problems: (stored: Readonly<Record<string, unknown>>) => examine(args, stored).problems,
})

/** A condition from its code, the schema of its arguments, a sentence and one function. */
export function defineCondition<S extends z.ZodMiniType>({
  args,
  ...condition
}: WithSchema<Condition<z.output<S>>, S>): Condition<z.output<S>> {
  return { ...condition, ...reading(args) }
}

/** An effect from its code, the schema of its arguments, a sentence and one function. */
export function defineEffect<S extends z.ZodMiniType>({
  args,
  ...effect
}: WithSchema<Effect<z.output<S>>, S>): Effect<z.output<S>> {
  return { ...effect, ...reading(args) }
}
