import { asked, asMember, asStaff, atDoor, type Caller, type Command, type Person } from '../world/doors'
import { at, pick } from '../world/random'
import { NUMBERS } from '../world/shop'
import type { Flow, Step } from './flow'
import { codeOf } from './member-card'

const MINUTE_MS = 60_000

/** What guests do beside buying, and what a counter does for them. */
export const GUEST_STEPS = [
  ['benefit', 9],
  ['share', 3],
  ['open card', 7],
  ['newcomer', 2],
  ['phone', 3],
  ['look up', 6],
  ['confirm', 4],
] as const
export type GuestStep = (typeof GUEST_STEPS)[number][0]

export async function ofGuests(name: GuestStep, step: Step): Promise<readonly Flow[]> {
  switch (name) {
    case 'benefit':
      return useBenefit(step)
    case 'share':
      return [[share(step)]]
    case 'open card':
      return openCard(step)
    case 'newcomer':
      return [[joining(step)]]
    case 'phone':
      return bindPhones(step)
    case 'look up':
      step.world.begin(lookUp(step))
      return []
    case 'confirm':
      return confirm(step)
  }
}

/** A benefit used at several counters at once, each with a code of its own, or twice at one. */
async function useBenefit(step: Step): Promise<readonly Flow[]> {
  const { world, random } = step
  const person = pick(random, world.people)
  const benefitId = pick(random, ['coffee', 'coffee', 'coffee', 'cake', 'nothing'])
  const uses = 1 + at(random, 3)
  const now = world.clock.nowMs
  const codes = [await codeOf(world, person.member, now), await codeOf(world, person.member, now - MINUTE_MS)]
  return Array.from({ length: uses }, () => {
    const clerk = pick(random, world.shop.clerks)
    const input = { storeId: clerk.storeId, memberCode: pick(random, codes), benefitId }
    return [using(asStaff(clerk), step.newKey(), input, person.member)]
  })
}

interface UseInput {
  readonly storeId: string
  readonly memberCode: string
  readonly benefitId: string
}

function using(caller: Caller, key: string, input: UseInput, member: string): Command {
  const said = { kind: 'use', member, benefitId: input.benefitId } as const
  const lie = () => using(caller, key, { ...input, benefitId: input.benefitId === 'cake' ? 'coffee' : 'cake' }, member)
  return { ...atDoor(caller, { action: 'benefits.use', input, key, said }, member), lie }
}

/** A clerk's card for a chat; sometimes under words that are not allowed. */
function share({ world, random, newKey }: Step): Command {
  const clerk = pick(random, world.shop.clerks)
  const { storeId, member: staff } = clerk
  const hear = ({ shareCode: code }: { shareCode: string }) => {
    if (!world.shop.cards.some((card) => card.code === code)) world.shop.cards.push({ code, storeId, staff })
  }
  const key = newKey()
  const titled = (title: object): Command => {
    const input = { storeId, target: { kind: 'store', id: storeId }, ...title }
    const made = atDoor(asStaff(clerk), { action: 'sharing.create', input, key, hear })
    return { ...made, lie: () => titled({ title: '今天新到' }) }
  }
  return titled(random() < 0.1 ? { title: '转发得红包' } : {})
}

/** Guests, and now and then one of the staff, come by cards: some by two at once. */
function openCard({ world, random, newKey }: Step): readonly Flow[] {
  const person: Person = random() < 0.1 ? pick(random, world.shop.clerks) : pick(random, world.people)
  const cards = [pick(random, world.shop.cards), pick(random, world.shop.cards)].slice(0, random() < 0.4 ? 2 : 1)
  return cards.map((known) => {
    const shareCode = known && random() < 0.95 ? known.code : 'nobodys-card'
    const said = { kind: 'open', member: person.member, card: shareCode } as const
    return [asked(person, 'sharing.open', { shareCode }, newKey(), said)]
  })
}

/** The one who was not there from the beginning joins, by a card or of their own. */
function joining({ world, random }: Step): Command {
  const person = world.newcomer
  const card = random() < 0.6 ? pick(random, world.shop.cards) : undefined
  const input = { consentVersion: '1', ...(card ? { shareCode: card.code } : {}) }
  return asked(person, 'members.join', input, `join-${person.openid}`)
}

/** Somebody binds a number, and perhaps somebody else the same one at the same moment. */
function bindPhones({ world, random, newKey, number }: Step): readonly Flow[] {
  const phone = pick(random, NUMBERS)
  const people = [pick(random, world.people), pick(random, world.people)].slice(0, random() < 0.5 ? 2 : 1)
  return people.map((person, at) => {
    const code = `phone-${number}-${at}`
    world.wechat.phoneBook.set(code, phone)
    const said = { kind: 'phone', member: person.member, number: phone } as const
    return [asked(person, 'members.bind-phone', { code }, newKey(), said)]
  })
}

/** A clerk asks for somebody with such a phone. It is a question, so nobody sends it again. */
async function lookUp({ world, random }: Step): Promise<void> {
  const clerk = pick(random, world.shop.clerks)
  const { storeId } = clerk
  const input = { storeId, phoneTail: random() < 0.9 ? pick(random, NUMBERS).slice(-4) : '0000' }
  const { door, identify } = asStaff(clerk)
  const reply = await pick(random, world.instances).ask(door, identify(''), { action: 'members.look-up', input })
  if (reply === 'no reply') return
  world.coverage.count(`look-up: ${reply.ok ? 'done' : reply.code}`)
  if (!reply.ok) return
  const { requestId } = reply.data as { requestId: string }
  world.shop.lookUps.push({ requestId, storeId, clerk })
}

/** Those with such a phone say that it is them; some who have another do so as well. */
function confirm({ world, random, newKey }: Step): readonly Flow[] {
  const request = random() < 0.8 ? world.shop.lookUps.at(-1) : pick(random, world.shop.lookUps)
  if (!request) return []
  const { requestId, storeId, clerk } = request
  const { confirmed } = world.shop
  return world.people.map((person) => {
    const { member } = person
    const hear = () => {
      if (!confirmed.some((one) => one.requestId === requestId)) confirmed.push({ requestId, storeId, member, clerk })
    }
    const confirming = { action: 'orders.confirm-member', input: { requestId }, key: newKey(), hear }
    return [atDoor(asMember(person), confirming, member)]
  })
}
