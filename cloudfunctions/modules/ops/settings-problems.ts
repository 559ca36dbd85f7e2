import type { Work } from '../../platform/context'
import type { Problem } from '../../platform/problems'
import { readSettings, settingsFragments, unknownSettings } from '../../platform/settings'

/** All that is wrong with a programme document: values out of range, and names that no module knows. */
export function settingsProblems(work: Work, body: Readonly<Record<string, unknown>>): readonly Problem[] {
  const fragments = work.registry.all(settingsFragments)
  return [
    ...fragments.flatMap((fragment) => readSettings(fragment, body).problems),
    ...unknownSettings(fragments, body).map((name) => ({ path: name, message: '没有这一项设置，多半是名字写错了' })),
  ]
}
