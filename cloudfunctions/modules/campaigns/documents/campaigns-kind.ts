import * as z from 'zod/mini'
import type { Json } from '../../../kernel/canonical-json'
import { examine, type Problem } from '../../../platform/problems'
import type { Publishable } from '../../../platform/publishing'
import { problemsOfRules } from '../../rules'
import { campaignKinds, kindNamed } from '../kinds'
import { campaignDrafts } from '../store'
import { audienceProblems } from './audience-problems'
import { contradictionsOf } from './contradictions'
import { CAMPAIGNS, campaignFrom, newestCampaign } from './in-force'
import { promisesBroken } from './promises-kept'
import { campaignId, schemaOf } from './schema'
import { sharingProblems, wordProblems } from './sharing-problems'

/** One thing at each place is enough to be told. */
const firstAtEach = (problems: readonly Problem[]) =>
  problems.filter(({ path }, at) => problems.findIndex((problem) => problem.path === path) === at)

export const campaignsKind: Publishable = {
  kind: CAMPAIGNS,
  title: '活动',
  drafts: campaignDrafts,
  isRetirable: true,
  async problems(work, { id, body }) {
    const named = examine(campaignId, id, '_id')
    const kind = kindNamed(work, body.kind)
    if (!kind) {
      const known = work.registry.all(campaignKinds).map((one) => one.kind)
      const message = body.kind === undefined ? '必填' : `只能写 ${known.join('、')}${known.length > 1 ? ' 之一' : ''}`
      return [...named.problems, { path: 'kind', message }]
    }
    const { value, problems } = examine(schemaOf(kind), body)
    if (!value || named.problems.length > 0) return [...named.problems, ...problems]
    const before = await newestCampaign(work, id)
    const draft = { id, body: value, before }
    return firstAtEach([
      ...wordProblems(value),
      ...contradictionsOf(value),
      ...audienceProblems(work, value.audience),
      ...sharingProblems(value.rules),
      ...problemsOfRules(work, value.rules, 'rules'),
      ...promisesBroken(draft, work.nowMs),
      ...((await kind.problems?.(work, draft)) ?? []),
    ])
  },
  async retiring(work, newest) {
    const campaign = campaignFrom(newest)
    return kindNamed(work, campaign.body.kind)?.retiring?.(work, campaign) ?? []
  },
  frozen(work, body) {
    const kind = kindNamed(work, body.kind)
    if (!kind) throw new Error(`no module has campaigns of the kind ${String(body.kind)}`)
    return z.parse(schemaOf(kind), body) as Readonly<Record<string, Json>>
  },
}
