import type { Budget, CampaignTerms, Clause, Rule, RuleEvent } from '../../rules'
import { type Campaign, type MemberShare, periodOf } from '../domain/campaign'

/** What is kept of what a document leaves out: nothing, not even its name. */
function given<T extends object>(value: T): { readonly [K in keyof T]: Exclude<T[K], undefined> } {
  const entries = Object.entries(value).filter(([, own]) => own !== undefined)
  return Object.fromEntries(entries) as { readonly [K in keyof T]: Exclude<T[K], undefined> }
}

const shareOf = (share: MemberShare | undefined) => (share ? given(share) : undefined)

/** What a campaign says of all its rules. */
function termsOf({ campaignId, version, body }: Campaign, budgets: readonly Budget[]): CampaignTerms {
  const { title, priority, compounds, perEvent, perMember, perMemberDay } = body
  return {
    campaignId,
    version,
    title,
    priority,
    period: periodOf(body),
    budgets,
    ...(compounds ? { compounds } : {}),
    ...given({ perEvent, perMember: shareOf(perMember), perMemberDay: shareOf(perMemberDay) }),
  } as CampaignTerms
}

/** A version of a campaign as the engine takes it. */
export interface RunningVersion {
  readonly campaign: Campaign
  readonly terms: CampaignTerms
  /** Each with whom the campaign is for in front of its own conditions. */
  readonly rules: readonly Rule[]
}

export function compiled(campaign: Campaign, budgets: readonly Budget[]): RunningVersion {
  const terms = termsOf(campaign, budgets)
  const { rules, audience } = campaign.body
  return {
    campaign,
    terms,
    rules: rules.map(({ when, conditions, effects, stackingGroup }, place) => ({
      id: `${campaign.campaignId}.${place}`,
      when: when as RuleEvent,
      conditions: [...audience, ...conditions] as readonly Clause[],
      effects: effects as readonly Clause[],
      campaign: stackingGroup === undefined ? terms : { ...terms, group: stackingGroup },
    })),
  }
}
