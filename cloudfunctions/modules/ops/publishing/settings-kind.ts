import type { Json } from '../../../kernel/canonical-json'
import { settingsDrafts } from '../../../platform/collections'
import { PROGRAMME } from '../../../platform/context'
import type { Publishable } from '../../../platform/publishing'
import { readSettings, settingsFragments, unknownSettings } from '../../../platform/settings'

/** The settings of the whole programme: one document, of which each module knows its own part. */
export const settingsKind: Publishable = {
  kind: PROGRAMME.kind,
  title: '设置',
  drafts: settingsDrafts,
  isRetirable: false,

  /** Values out of range, and names that no module knows. */
  async problems(work, { id, body }) {
    if (id !== PROGRAMME.id) return [{ path: '', message: `设置只有一个文档，_id 是 ${PROGRAMME.id}` }]
    const fragments = work.registry.all(settingsFragments)
    return [
      ...fragments.flatMap((fragment) => readSettings(fragment, body).problems),
      ...unknownSettings(fragments, body).map((path) => ({ path, message: '没有这一项设置，多半是名字写错了' })),
    ]
  },

  /** With every default: an award is explained by the number that it was given by, even where a later release has another. */
  frozen(work, body) {
    const values = work.registry.all(settingsFragments).map((fragment) => readSettings(fragment, body).values)
    return Object.assign({}, ...values) as Record<string, Json>
  },
}
