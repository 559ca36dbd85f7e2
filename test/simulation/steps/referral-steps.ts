import { members } from '../../../cloudfunctions/modules/members/store'
import { referralCodeOf } from '../../../cloudfunctions/modules/referrals/referral-code'
import { referrals } from '../../../cloudfunctions/modules/referrals/store'
import { secrets } from '../world/cloud'
import { asked, asMember, type Command, type Person } from '../world/doors'
import { pick } from '../world/random'
import { FRIENDS } from '../world/referrals'
import type { Said, SaidPurchase } from '../world/said'
import { NUMBERS, typeDraft } from '../world/shop'
import { byTillOf, newPurchase, takingBack } from './counter-steps'
import type { Flow, Step } from './flow'
import { atOps, publishing } from './operator-steps'

/** A member's card for a friend. */
interface FriendCard {
  readonly code: string
  readonly member: string
}

/** Members who bring others, and what becomes of it. */
export const REFERRAL_STEPS = [
  ['friends page', 1],
  ['friend comes', 3],
  ['friend joins', 3],
  ['two friends', 2.5],
  ['friend buys', 5],
  ['friend refunds', 3],
  ['friend phones', 1.5],
  ['friends campaign', 2.5],
  ['friend is decided', 3],
] as const
export type ReferralStep = (typeof REFERRAL_STEPS)[number][0]

export async function withFriends(name: ReferralStep, step: Step): Promise<readonly Flow[]> {
  const { world, random } = step
  switch (name) {
    case 'friends page':
      world.begin(lookAtPage(step))
      return []
    case 'friend comes':
      return comesBy(step, random() < 0.85 ? pick(random, world.newcomers) : pick(random, world.people))
    case 'friend joins':
      return [joins(step, pick(random, world.newcomers), await someCard(step))]
    case 'two friends': {
      const card = await someCard(step)
      return world.newcomers.map((person) => joins(step, person, card))
    }
    case 'friend buys':
      return buys(step, await friendIn(step, ['bound']))
    case 'friend refunds':
      return refunds(step)
    case 'friend phones':
      return sharePhone(step, await friendIn(step, ['bound']))
    case 'friends campaign':
      return editCampaign(step)
    case 'friend is decided':
      return [[decide(step, await friendIn(step, ['held']))]]
  }
}

/** A member looks at the page of their friends. It is a question, so nobody sends it again. */
async function lookAtPage({ world, random }: Step): Promise<void> {
  const person = pick(random, world.people)
  const { door, identify } = asMember(person)
  const reply = await pick(random, world.instances).ask(door, identify(''), { action: 'referrals.status', input: {} })
  if (reply === 'no reply') return
  if (!reply.ok) world.coverage.count(`friends: ${reply.code}`)
  if (!reply.ok) return
  const { isOn, shareCode } = reply.data as { isOn: boolean; shareCode: string }
  world.coverage.count(`friends: ${isOn ? (shareCode === '' ? 'no campaign' : 'done') : 'switched off'}`)
}

function opening({ newKey }: Step, person: Person, card: FriendCard | undefined): Command {
  const { code, member: referrer } = card ?? { code: 'nobodys-card', member: '' }
  const said: Said = { kind: 'come', member: person.member, referrer }
  return asked(person, 'referrals.open', { shareCode: code }, newKey(), said)
}

/** One of the friends of whom this has become, where there is one. */
async function friendIn({ world, random }: Step, states: readonly string[]): Promise<Person> {
  const ids = world.newcomers.map(({ member }) => member)
  const found = (await world.store.getMany(referrals, ids)).filter(({ state }) => states.includes(state))
  const some = world.newcomers.filter(({ member }) => found.some(({ _id }) => _id === member))
  return pick(random, some.length > 0 && random() < 0.9 ? some : world.newcomers)
}

/** The card of somebody who is a member, as a chat has it: mostly of the one who brings most. */
async function someCard({ world, random }: Step): Promise<FriendCard | undefined> {
  const { member } = pick(random, random() < 0.6 ? world.people.slice(0, 1) : world.people)
  const found = await world.store.get(members, member)
  // Their page shows it from the moment on at which there is an account.
  if (found?.openSinceMs !== null || random() < 0.03) return undefined
  const card = { code: referralCodeOf(secrets.key('referral-code'), found.cardNo), member }
  if (!world.shop.ownerOf.has(card.code)) world.shop.ownerOf.set(card.code, member)
  return card
}

/** Somebody opens a member's card; some open two at once, and some their own. */
async function comesBy(step: Step, person: Person): Promise<readonly Flow[]> {
  const cards = [await someCard(step), await someCard(step)].slice(0, step.random() < 0.3 ? 2 : 1)
  return cards.map((card) => [opening(step, person, card)])
}

/** Comes by a card, joins at once, with its code or with none, and buys something perhaps. */
function joins(step: Step, person: Person, card: FriendCard | undefined): Flow {
  const { random } = step
  const shareCode = card && random() < 0.6 ? { shareCode: card.code } : {}
  const join = asked(person, 'members.join', { consentVersion: '1', ...shareCode }, `join-${person.openid}`)
  const coming = random() < 0.5 ? [opening(step, person, card), join] : [join]
  const bought = { ...newPurchase(step), orderNo: `${person.openid}-${step.number}`, member: person.member }
  return random() < 0.8 ? [...coming, byTillOf(step, { ...bought, paidAtMs: null })] : coming
}

/** Mostly just now, since what was paid before the joining is no purchase of a friend; some bring it back at once. */
function buys(step: Step, { member }: Person): readonly Flow[] {
  const { random, number } = step
  const moment = random() < 0.8 ? { paidAtMs: null } : {}
  const said: SaidPurchase = { ...newPurchase(step), member, ...moment }
  const { storeId, orderNo, amountFen } = said
  const buying = byTillOf(step, said)
  if (random() < 0.75) return [[buying]]
  const back = takingBack(step, { kind: 'refund', storeId, orderNo, refundNo: `B${number}`, amountFen, lines: null })
  return random() < 0.5 ? [[buying, back]] : [[buying], [back]]
}

/** A friend's purchase goes back: all of it, or all but so much that it is too little. */
function refunds(step: Step): readonly Flow[] {
  const { world, random, number } = step
  const friends = new Set(world.newcomers.map(({ member }) => member))
  const purchase = pick(
    random,
    world.shop.purchases.filter(({ member }) => friends.has(member)),
  )
  if (!purchase) return []
  const { storeId, orderNo, amountFen } = purchase
  const part = random() < 0.75 ? amountFen : Math.ceil(amountFen / 2)
  return [
    [takingBack(step, { kind: 'refund', storeId, orderNo, refundNo: `B${number}`, amountFen: part, lines: null })],
  ]
}

/** One phone for two of those who have to do with each other. */
function sharePhone({ world, random, newKey, number }: Step, friend: Person): readonly Flow[] {
  const phone = pick(random, NUMBERS)
  const people = [friend, random() < 0.5 ? pick(random, world.newcomers) : pick(random, world.people)]
  return people.map((person, at) => {
    const code = `friends-phone-${number}-${at}`
    world.wechat.phoneBook.set(code, phone)
    const said: Said = { kind: 'phone', member: person.member, number: phone }
    return [asked(person, 'members.bind-phone', { code }, newKey(), said)]
  })
}

async function editCampaign(step: Step): Promise<readonly Flow[]> {
  const { world, random } = step
  if (random() < 0.1) return [[atOps(step, 'ops.retire', { kind: 'campaigns', id: FRIENDS })]]
  await typeDraft(world.store, 'campaigns', FRIENDS, world.shop.referrals.draft(random, world.clock.nowMs))
  return publishing(step, 'campaigns', FRIENDS)
}

/** An operator decides about somebody who may be held, in one way or the other. */
function decide(step: Step, { member: referralId }: Person): Command {
  const made = (isApproved: boolean, key: string): Command => {
    const input = { referralId, operator: 'op', ...(isApproved ? {} : { reason: '同一个人的小号' }) }
    return atOps(step, isApproved ? 'ops.approve-referral' : 'ops.refuse-referral', input, { key })
  }
  return made(step.random() < 0.6, step.newKey())
}
