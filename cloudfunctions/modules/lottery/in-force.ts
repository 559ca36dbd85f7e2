import * as z from 'zod/mini'
import { type BusinessDate, businessDateOf } from '../../kernel/business-date'
import type { Work } from '../../platform/context'
import { type Campaign, campaignInForce, campaignsAt, newestCampaign } from '../campaigns'
import type { Wheel } from './domain/wheel'
import { wheelSchema } from './schema'

/** As documents name this kind of campaign. */
export const WHEEL = 'wheel'

/** A wheel as one version of its campaign has it. */
export interface WheelCampaign {
  readonly campaign: Campaign
  readonly campaignId: string
  readonly version: number
  readonly fromMs: number
  readonly untilMs: number
  readonly isPaused: boolean
  readonly firstDay: BusinessDate
  readonly lastDay: BusinessDate
  readonly wheel: Wheel
}

/** The wheel that a campaign is; null for one of another kind. */
export function wheelOf(campaign: Campaign): WheelCampaign | null {
  const { campaignId, version, body } = campaign
  if (body.kind !== WHEEL) return null
  const { fromMs, untilMs, isPaused = false } = body
  return {
    campaign,
    campaignId,
    version,
    fromMs,
    untilMs,
    isPaused,
    firstDay: businessDateOf(fromMs),
    lastDay: businessDateOf(untilMs - 1),
    wheel: z.parse(wheelSchema, body),
  }
}

/** A wheel in force now; null for what was never published, is retired, or is another kind of campaign. */
export async function wheelInForce(work: Work, campaignId: string): Promise<WheelCampaign | null> {
  const campaign = await campaignInForce(work, campaignId, work.nowMs)
  return campaign && wheelOf(campaign)
}

/** The newest version of a wheel, whether or not it counts already, and also once it was retired: what was drawn stays. */
export async function newestWheel(work: Work, campaignId: string): Promise<WheelCampaign | null> {
  const campaign = await newestCampaign(work, campaignId)
  return campaign && wheelOf(campaign)
}

export async function wheelsInForce(work: Work): Promise<readonly WheelCampaign[]> {
  return (await campaignsAt(work, work.nowMs)).map(wheelOf).filter((wheel) => wheel !== null)
}

/** Whether it may be drawn at a moment, as far as the wheel itself says. */
export function isOpenAt({ fromMs, untilMs, isPaused }: WheelCampaign, atMs: number): boolean {
  return !isPaused && fromMs <= atMs && atMs < untilMs
}
