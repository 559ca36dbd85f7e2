import { referrals } from '../../cloudfunctions/modules/referrals/store'
import type { Store } from '../../cloudfunctions/platform/store'
import { type CampaignDraft, publishCampaign, publishingCampaign } from './campaigns'
import { dataOf, joined, type Programme } from './programme'
import { bought, refunded, shopWith } from './purchases'

/** Twenty points for who brings a friend and ten for the friend, ten friends a month, as an operator would write it. */
function bringFriends(programme: Programme): CampaignDraft {
  return {
    title: '带朋友来坐坐',
    kind: 'referral',
    fromMs: programme.nowMs,
    untilMs: programme.nowMs + 90 * 86_400_000,
    rules: undefined,
    referrerPoints: 20,
    friendPoints: 10,
    perReferrer: { friends: 10, per: 'month' },
  }
}

export const publishReferral = (programme: Programme, given: CampaignDraft = {}, id = 'friends') =>
  publishCampaign(programme, id, { ...bringFriends(programme), ...given })

export const publishingReferral = (programme: Programme, given: CampaignDraft = {}, id = 'friends') =>
  publishingCampaign(programme, id, { ...bringFriends(programme), ...given })

interface Options {
  readonly settings?: Readonly<Record<string, unknown>>
  /** Null for none. */
  readonly campaign?: CampaignDraft | null
  readonly store?: Store
}

/** A shop where spending itself earns nothing, so that every point is from a referral, and a member who brings friends. */
export async function referralShop({ settings = {}, campaign = {}, store }: Options = {}) {
  const programme = await shopWith(
    { welcomePoints: 0, holdDays: 0, earnFromFen: 9_999_999, ...settings },
    store ? { store } : {},
  )
  if (campaign) await publishReferral(programme, campaign)
  const mei = await joined(programme, 'o-mei')
  return { programme, mei, ...hands(programme, mei) }
}

/** A friend of some member who waits for an operator, whatever the programme's settings are. */
export async function heldFriend(programme: Programme, storeId: string, openid: string): Promise<string> {
  const by = await joined(programme, `${openid}-by`)
  const { shareCode } = dataOf(await by.ask('referrals.status', {}))
  dataOf(await programme.member(openid)('referrals.open', { shareCode }))
  const { memberId } = await joined(programme, openid)
  await bought(programme, { memberId, storeId, amountFen: 5_000, orderNo: openid })
  const held = { state: 'held', doubt: 'many_at_once', dueAtMs: null } as const
  await programme.store.update(referrals, { _id: memberId }, { set: held })
  return memberId
}

type Person = Awaited<ReturnType<typeof joined>>

function hands(programme: Programme, mei: Person) {
  const codeOf = async (person: Person = mei) => dataOf(await person.ask('referrals.status', {})).shareCode
  return {
    codeOf,
    /** Somebody who opened a member's card and then joined. */
    friend: async (openid: string, by: Person = mei) => {
      dataOf(await programme.member(openid)('referrals.open', { shareCode: await codeOf(by) }))
      return joined(programme, openid)
    },
    pointsOf: async ({ ask }: Person) => {
      const { available, pending, debt } = dataOf(await ask('members.me', {})).points
      return available + pending - debt
    },
    statesOf: async (person: Person = mei) =>
      dataOf(await person.ask('referrals.status', {})).friends.map(({ state }) => state),
    buy: ({ memberId }: Person, given: { amountFen?: number; orderNo?: string; paidAtMs?: number } = {}) =>
      bought(programme, { memberId, amountFen: 5_000, orderNo: `B-${memberId}`, ...given }),
    giveBack: ({ memberId }: Person, given: { amountFen?: number; orderNo?: string; refundNo?: string } = {}) =>
      refunded(programme, { amountFen: 5_000, orderNo: `B-${memberId}`, refundNo: `R-${memberId}`, ...given }),
    /** The timer, once, after what was left behind is old enough to be gone on with. */
    later: async (ms = 6 * 60_000) => {
      programme.nowMs += ms
      await programme.tick()
    },
    stored: async ({ memberId }: Person) => programme.store.get(referrals, memberId),
  }
}

/** Binds a phone number to a member, or tries to. */
export async function wantsNumber(programme: Programme, { ask }: Person, number: string): Promise<string> {
  const code = programme.newKey()
  programme.wechat.phoneBook.set(code, number)
  const reply = await ask('members.bind-phone', { code })
  return reply.ok ? 'bound' : reply.code
}

/** Two friends who wait for an operator: both wanted the number of a third, who was paid for. */
export async function heldFriends(shop: Awaited<ReturnType<typeof referralShop>>): Promise<readonly [Person, Person]> {
  const { programme, friend, buy } = shop
  const first = await friend('o-first')
  await wantsNumber(programme, first, '13700001111')
  await buy(first)
  const others = [] as Person[]
  for (const openid of ['o-second', 'o-third']) {
    programme.nowMs += 1_000
    const one = await friend(openid)
    await wantsNumber(programme, one, '13700001111')
    await buy(one)
    others.push(one)
  }
  const [one, other] = others
  if (!one || !other) throw new Error('two friends wait')
  return [one, other]
}
