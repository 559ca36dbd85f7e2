import { hmacSha256 } from '../../../kernel/digest'
import { settingsOf, type Work } from '../../../platform/context'
import type { Account } from '../../ledger'
import type { Entrant } from '../../rules'
import type { Pace, PaceReason } from '../domain/pace'
import { hadSomething } from '../members/standing'
import type { RunningVersion } from '../running/compile'
import { runningVersion } from '../running/rules-in-force'
import { paceSettings } from './settings'
import { type CampaignPace, campaignPaces } from './store'

const HOUR_MS = 3_600_000
/** A pace that nobody has looked at for so long says nothing: a timer that stopped must not stop a campaign for ever. */
const STALE_MS = 15 * 60_000
const MOST_HELD = 1_000

/** The campaigns that are not at their normal pace. One call in five seconds, however many there are. */
async function heldCampaigns(work: Work): Promise<ReadonlyMap<string, CampaignPace>> {
  const read = await work.recent.read('campaign paces', async () => {
    const kinds: readonly Pace[] = ['slow', 'stop']
    const pages = await Promise.all(
      kinds.map((pace) =>
        work.store.find(campaignPaces, {
          index: 'byPace',
          equals: { pace },
          order: 'descending',
          limit: MOST_HELD,
        }),
      ),
    )
    return new Map(pages.flatMap(({ items }) => items.map((item) => [item._id, item] as const)))
  })
  return read
}

/** Whether a member who has had nothing of it yet is let in this hour: the same answer all the hour, whoever asks. */
function isAdmitted(work: Work, campaignId: string, member: string, admitPercent: number): boolean {
  const hour = Math.floor(work.nowMs / HOUR_MS)
  const mac = hmacSha256(work.secrets.key('campaign-entry'), `${campaignId}|${member}|${hour}`)
  return Number.parseInt(mac.slice(0, 8), 16) % 100 < admitPercent
}

interface Hold {
  readonly pace: Pace
  readonly why: PaceReason | null
  /** Whether it is because of what this member has had today. */
  readonly isOwnShare: boolean
}

/** How a campaign holds one member back now; null when it does not. */
export async function holdOn(work: Work, account: Account, version: RunningVersion): Promise<Hold | null> {
  const { campaign } = version
  if (campaign.body.forecastPointsPerDay === undefined) return null
  const held = (await heldCampaigns(work)).get(campaign.campaignId)
  if (!held || work.nowMs - held.lookedAtMs > STALE_MS) return null
  const { pace, why } = held
  if (pace === 'stop') return { pace, why, isOwnShare: false }
  // guard: large-share-waits
  if (held.waiting?.includes(account.member)) return { pace, why, isOwnShare: true }
  const { campaignBreaker } = await settingsOf(work, paceSettings)
  const isIn = hadSomething(work, account, version)
  const isLetIn = isIn || isAdmitted(work, campaign.campaignId, account.member, campaignBreaker.admitPercent)
  return isLetIn ? null : { pace, why, isOwnShare: false }
}

/** The campaigns among those asked for that let this member not in now. */
export async function campaignsHolding(work: Work, { account, campaigns, atMs }: Entrant): Promise<readonly string[]> {
  const holding: string[] = []
  for (const campaignId of campaigns) {
    const running = await runningVersion(work, campaignId, atMs)
    if (running && (await holdOn(work, account, running))) holding.push(campaignId)
  }
  return holding
}
