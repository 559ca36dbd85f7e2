import { refuse } from '../../../kernel/refusal'
import type { Handlers } from '../../../platform/module'
import type { contract } from '../contract'
import { newestCampaign } from '../documents/in-force'
import { paceText } from '../domain/pace-text'
import { stateOf } from '../domain/state'
import { campaignPaces } from '../pace/store'
import { newestVersionOf } from '../running/rules-in-force'
import { budgetsLeft } from '../running/supply'
import { campaignResults } from './store'

/** More days than the longest campaign has, with those of its late entries. */
const MOST_DAYS = 500

export const reportHandlers: Pick<Handlers<typeof contract>, 'ops.campaign-report'> = {
  'ops.campaign-report': async (context, { campaignId }) => {
    const { store, nowMs } = context
    const newest = await newestCampaign(context, campaignId)
    const running = await newestVersionOf(context, campaignId)
    if (!newest || !running) return refuse('no_such_campaign')
    const { items } = await store.find(campaignResults, {
      index: 'byCampaign',
      equals: { campaign: campaignId },
      limit: MOST_DAYS,
    })
    const sum = (of: 'awards' | 'points' | 'gifts') => items.reduce((total, result) => total + result[of], 0)
    const state = stateOf(newest, nowMs)
    const left = await budgetsLeft(context, running)
    const pace = await store.get(campaignPaces, campaignId)
    return {
      campaignId,
      title: newest.body.title,
      state,
      version: newest.version,
      fromMs: newest.body.fromMs,
      untilMs: newest.body.untilMs,
      days: items.map(({ date, members, awards, points, gifts }) => ({ date, members, awards, points, gifts })),
      asOfMs: items.at(-1)?.atMs ?? null,
      total: { awards: sum('awards'), points: sum('points'), gifts: sum('gifts') },
      budgets: left.map(({ budget: { unit, by, cap }, left: own }) => ({ unit, by, cap, left: own })),
      pace: pace?.pace ?? null,
      paceWhy: pace?.why ?? null,
      paceText: pace && state === 'live' ? paceText(pace) : null,
      waiting: [...(pace?.waiting ?? [])],
    }
  },
}
