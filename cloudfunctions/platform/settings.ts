import type * as z from 'zod/mini'
import { onceFor } from '../kernel/once-for'
import { ExtensionPoint } from './extension-point'
import { examine, type Problem } from './problems'

/** One number or choice that an operator may tune: its range is the schema's. */
export interface Setting<S extends z.ZodMiniType = z.ZodMiniType> {
  readonly schema: S
  readonly default: z.output<S>
  /** What it does, with its unit, in Chinese, for the operator. */
  readonly text: string
}

/** The settings one module owns, by their names in the programme document. */
export type SettingsFragment = Readonly<Record<string, Setting>>

/** The settings of all modules. */
export const settingsFragments = new ExtensionPoint<SettingsFragment>('settings')

export type SettingsOf<F extends SettingsFragment> = { readonly [Name in keyof F]: z.output<F[Name]['schema']> }

export function setting<S extends z.ZodMiniType>(declared: Setting<S>): Setting<S> {
  return declared
}

type Body = Readonly<Record<string, unknown>>
interface Settings<F extends SettingsFragment> {
  readonly values: SettingsOf<F>
  readonly problems: readonly Problem[]
}

/** A fragment's values out of a programme document: a missing one has its default, a bad one is named. */
export function readSettings<F extends SettingsFragment>(fragment: F, body: Body): Settings<F> {
  return readerOf(fragment)(body) as Settings<F>
}

const readerOf = onceFor((fragment: SettingsFragment) => onceFor((body: Body) => valuesIn(fragment, body)))

function valuesIn<F extends SettingsFragment>(fragment: F, body: Body): Settings<F> {
  const problems: Problem[] = []
  const values: Record<string, unknown> = {}
  for (const [name, declared] of Object.entries(fragment)) {
    const found = Object.hasOwn(body, name) ? body[name] : undefined
    const examined = found === undefined ? null : examine(declared.schema, found, name)
    values[name] = examined?.problems.length === 0 ? examined.value : declared.default
    problems.push(...(examined?.problems ?? []))
  }
  return { values: values as SettingsOf<F>, problems }
}

/** The programme document with every setting at its default. */
export function defaultSettings(fragments: readonly SettingsFragment[]): Record<string, unknown> {
  return Object.fromEntries(
    fragments.flatMap((fragment) => Object.entries(fragment).map(([name, s]) => [name, s.default])),
  )
}

/** Names in a document that no fragment declares: most often a misspelt setting. */
export function unknownSettings(
  fragments: readonly SettingsFragment[],
  body: Readonly<Record<string, unknown>>,
): string[] {
  const known = new Set(['_id', 'schema', ...fragments.flatMap((fragment) => Object.keys(fragment))])
  return Object.keys(body).filter((name) => !known.has(name))
}
