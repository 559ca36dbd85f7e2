import type * as z from 'zod/mini'
import type { Work } from '../../platform/context'
import { ExtensionPoint } from '../../platform/extension-point'
import type { Problem } from '../../platform/problems'
import type { Account } from '../ledger'
import { someRules } from './documents/schema'
import type { Campaign } from './domain/campaign'

/** A draft that has its kind's form, and what was published of it before: the newest version, retired ones included. */
export interface DraftCampaign {
  readonly id: string
  readonly body: Campaign['body']
  readonly before: Campaign | null
}

/** The mechanic of a campaign: one module and one feature folder. */
export interface CampaignKind {
  /** As documents name it. */
  readonly kind: string
  /** What operators and members call it, in Chinese. */
  readonly title: string
  /** Its own fields, beside those of all campaigns; one with the name of a common field replaces it, such as a disclosure that must be there. */
  readonly fields: Readonly<Record<string, z.ZodMiniType>>
  /** Its page in the mini program, for lists, messages and cards. */
  path(campaignId: string): string
  /** What else keeps a draft from being published, its own promises towards members included. */
  problems?(work: Work, draft: DraftCampaign): Promise<readonly Problem[]>
  /** What keeps one from being retired now; absent where nothing does. */
  retiring?(work: Work, campaign: Campaign): readonly Problem[]
  /** What it promises beside its rules, in plain Chinese; nothing while it is switched off. Absent where rules say it all. */
  promises?(work: Work, campaign: Campaign, words: { readonly points: string }): Promise<readonly string[]>
  /** What its page shows beside the common part: plain values, the same as JSON. */
  view?(work: Work, account: Account, campaign: Campaign): Promise<Readonly<Record<string, unknown>>>
}

/** All kinds; the module that owns a kind contributes it. */
export const campaignKinds = new ExtensionPoint<CampaignKind>('campaign kinds')

export function kindNamed(work: Work, kind: unknown): CampaignKind | null {
  return work.registry.all(campaignKinds).find((known) => known.kind === kind) ?? null
}

const CAMPAIGN_PAGE = '/features/campaigns/pages/campaign'

/** The plain kind: rules, and nothing beside them. */
export const rulesCampaign: CampaignKind = {
  kind: 'rules',
  title: '奖励活动',
  fields: { rules: someRules },
  path: (campaignId) => `${CAMPAIGN_PAGE}?campaignId=${campaignId}`,
}
