import type { Work } from '../../platform/context'
import { readSettings, type SettingProblem, settingsFragments, unknownSettings } from '../../platform/settings'

/** All that is wrong with a programme document: values out of range, and names that no module knows. */
export function settingsProblems(work: Work, body: Readonly<Record<string, unknown>>): readonly SettingProblem[] {
  const fragments = work.registry.all(settingsFragments)
  return [
    ...fragments.flatMap((fragment) => readSettings(fragment, body).problems),
    ...unknownSettings(fragments, body).map((name) => ({ path: name, message: 'unknown setting' })),
  ]
}
