import { refuse } from '../../../kernel/refusal'
import { pointsNameOf } from '../../../platform/brand'
import type { Work } from '../../../platform/context'
import { decodeCursor, encodeCursor } from '../../../platform/store'
import type { Account } from '../../ledger'
import type { Campaign } from '../domain/campaign'
import { placeInList } from '../domain/order'
import { stateOf } from '../domain/state'
import { kindNamed } from '../kinds'
import type { RunningVersion } from '../running/compile'
import { versionsAt } from '../running/rules-in-force'
import { campaignReminders } from '../store'
import { KnownMember, whyNot } from './audience'
import { promisesOf } from './promises'
import { reminderIdOf } from './remind'
import { hadSomething } from './standing'

/** A rule each is enough for a list. */
const PROMISES_SHOWN = 3

/** What members see of it before anything that is theirs; null while nothing is announced, and some weeks after its end. */
export function shownCampaign(work: Work, { campaignId, body }: Campaign) {
  const { kind, title, text = null, picture = null, fromMs, untilMs } = body
  const path = kindNamed(work, kind)?.path(campaignId) ?? ''
  return { campaignId, kind, title, text, picture, fromMs, untilMs, path }
}

/** Those that the member asked to be told of, among some. */
export async function remindedOf(
  work: Work,
  member: string,
  campaignIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const ids = campaignIds.map((campaignId) => reminderIdOf(campaignId, member))
  const notes = await work.store.getMany(campaignReminders, ids)
  return new Set(notes.map(({ campaign }) => campaign))
}

function placed(version: RunningVersion, nowMs: number) {
  const { campaignId, body } = version.campaign
  const state = stateOf(version.campaign, nowMs)
  const place = placeInList(state, body, nowMs)
  return place === null ? [] : [{ version, state: state as 'warm_up' | 'live' | 'paused' | 'ended', place, campaignId }]
}

/** One page of what members see, in an order that does not move under their thumb. */
export async function listCampaigns(
  work: Work,
  account: Account,
  asked: { cursor: string | undefined; limit: number },
) {
  const after = asked.cursor === undefined ? null : decodeCursor(asked.cursor)
  if (asked.cursor !== undefined && typeof after?.value !== 'string')
    return refuse('invalid_input', { path: 'input.cursor' })
  const { nowMs } = work
  const all = (await versionsAt(work, nowMs))
    .flatMap((version) => placed(version, nowMs))
    .sort((one, other) => (one.place + one.campaignId < other.place + other.campaignId ? -1 : 1))
  const left = after ? all.filter(({ place, campaignId }) => place + campaignId > `${after.value}${after.id}`) : all
  const page = left.slice(0, asked.limit)
  const waiting = page.filter(({ state }) => state === 'warm_up').map(({ campaignId }) => campaignId)
  const reminded = await remindedOf(work, account.member, waiting)
  const words = { points: await pointsNameOf(work) }
  const member = new KnownMember(work, account)
  const items = []
  for (const { version, state, campaignId } of page) {
    const { campaign } = version
    items.push({
      ...shownCampaign(work, campaign),
      state,
      promises: (await promisesOf(work, version, words)).slice(0, PROMISES_SHOWN),
      isForMe: (await whyNot(work, member, campaign.body.audience, words)).length === 0,
      isMine: hadSomething(work, account, version),
      isReminded: state === 'warm_up' ? reminded.has(campaignId) : null,
    })
  }
  const last = left.length > page.length ? page.at(-1) : undefined
  return { items, next: last ? encodeCursor({ value: last.place, id: last.campaignId }) : null, nowMs }
}
