import type { Random } from '../../../cloudfunctions/kernel/seeded-random'
import type { Reply } from '../../../cloudfunctions/platform/contract'
import { memberIdOf } from '../../../cloudfunctions/platform/identity'
import type { Document, Store } from '../../../cloudfunctions/platform/store'
import { must } from '../must'
import { CAMPAIGN_IDS, Campaigns } from './campaigns'
import { type Instance, secrets } from './cloud'
import { asStaff, type Caller, OPERATOR, type Person } from './doors'
import { Mall } from './mall'
import { drawnSettings, drawnTier, type Settings, TIER_IDS } from './programme'
import { FRIENDS, Referrals } from './referrals'
import type { Said, SaidPurchase } from './said'
import { drawnPrizeCoupon, LUCK, PRIZE_COUPON_IDS, Wheels } from './wheels'

/** Somebody who was hired for a store before the history begins. */
interface Clerk extends Person {
  readonly storeId: string
  readonly role: 'clerk' | 'manager'
}

export interface Card {
  readonly code: string
  readonly storeId: string
  readonly staff: string
}

interface LookUp {
  readonly requestId: string
  readonly storeId: string
  readonly clerk: Person
}

/** Two of one merchant, and one of another. */
export const STORES = ['west', 'east', 'north'] as const
export const MERCHANT_OF: Readonly<Record<string, string>> = { west: 'tea', east: 'tea', north: 'noodles' }
const HIRED = [
  ['west', 'clerk'],
  ['west', 'manager'],
  ['east', 'clerk'],
  ['north', 'manager'],
] as const

/** Two of them have one tail. */
export const NUMBERS = ['13800001234', '13911115678', '13722221234']

const keyIdOf = (storeId: string, number: number) => `${storeId}-key-${number}`

/** A draft as it is typed in the console: nothing has checked it, and nothing comes of it before it is published. */
export async function typeDraft(store: Store, kind: string, id: string, body: Settings): Promise<void> {
  const drafts = { name: kind, indexes: [], rule: { read: false, write: false } } as const
  await store.remove(drafts, id)
  await store.insert<Document>(drafts, { _id: id, schema: 1, ...body } as Document)
}

/** Stores, who serves at them, and what clients know of them. */
export class Shop {
  readonly clerks: readonly Clerk[]
  readonly cards: Card[] = []
  readonly lookUps: LookUp[] = []
  /** Look-ups that somebody said to be them. */
  readonly confirmed: (LookUp & { readonly member: string })[] = []
  readonly invitations: string[] = []
  readonly purchases: SaidPurchase[] = []
  /** All that was said under one key: the true and the false. */
  readonly said = new Map<string, Said[]>()
  /** `<card>|<member>` of whoever has opened a card. */
  readonly opened = new Set<string>()
  /** `<person>|<referrer>` of whoever has opened a member's card. */
  readonly come = new Set<string>()
  /** Whose card a code is that somebody has seen. */
  readonly ownerOf = new Map<string, string>()
  /** What the operator has in the settings' draft. */
  settings: Settings
  private readonly hookKeys = new Map<string, number>()

  readonly mall: Mall
  readonly campaigns = new Campaigns()
  readonly referrals = new Referrals()
  readonly wheels = new Wheels()

  constructor(
    seed: number,
    private readonly random: Random,
  ) {
    this.settings = drawnSettings(random)
    this.mall = new Mall(random)
    this.clerks = HIRED.map(([storeId, role], number) => {
      const openid = `c-${seed}-${number}`
      return { openid, member: memberIdOf(secrets, openid), storeId, role }
    })
  }

  note({ said, keyHash }: { readonly said: Said; readonly keyHash: string }): void {
    this.said.set(keyHash, [...(this.said.get(keyHash) ?? []), said])
    if (said.kind === 'purchase') this.purchases.push(said)
    if (said.kind === 'come') this.come.add(`${said.member}|${said.referrer}`)
    if (said.kind === 'open') this.opened.add(`${said.card}|${said.member}`)
  }

  /** The key that a store's till signs with; another counts for one version more. */
  keyOf(storeId: string, before = 0): string {
    return keyIdOf(storeId, Math.max(1, (this.hookKeys.get(storeId) ?? 1) - before))
  }

  /** A store as the operator drafts it, with a new key for its till each time. */
  draftStore(storeId: string): Settings {
    const number = (this.hookKeys.get(storeId) ?? 0) + 1
    this.hookKeys.set(storeId, number)
    const keys = { hookKeyId: keyIdOf(storeId, number), previousHookKeyId: keyIdOf(storeId, number - 1) }
    return { name: `${storeId}店${number}`, merchantId: MERCHANT_OF[storeId], ...keys }
  }

  /** Publishes all that there is, and hires: as an operator does before the first customer comes. */
  async open(store: Store, instance: Instance, nowMs: number): Promise<void> {
    const publish = async (kind: string, id: string, body: Settings) => {
      await typeDraft(store, kind, id, body)
      await done(instance, OPERATOR, 'ops.publish', { kind, id }, `publish-${kind}-${id}`)
    }
    await publish('settings', 'programme', this.settings)
    for (const tierId of TIER_IDS) await publish('tiers', tierId, drawnTier(tierId, this.random))
    for (const storeId of STORES) await publish('stores', storeId, this.draftStore(storeId))
    for (const [kind, id] of this.mall.opening(this.random))
      await publish(kind, id, this.mall.draft(kind, id, this.random, nowMs))
    for (const id of CAMPAIGN_IDS)
      if (this.random() < 0.5) await publish('campaigns', id, this.campaigns.draft(id, this.random, nowMs))
    if (this.random() < 0.7) await publish('campaigns', FRIENDS, this.referrals.draft(this.random, nowMs))
    for (const id of PRIZE_COUPON_IDS) await publish('coupon_templates', id, drawnPrizeCoupon(id, this.random))
    if (this.random() < 0.7) await publish('campaigns', ...this.wheels.draft(this.random, nowMs))
    if (this.random() < 0.4) await publish('campaigns', LUCK, this.wheels.draftLuck(this.random, nowMs))
    for (const [number, clerk] of this.clerks.entries()) {
      const { storeId, role } = clerk
      const invited = await done(
        instance,
        OPERATOR,
        'ops.invite-staff',
        { storeId, role, operator: 'op' },
        `i${number}`,
      )
      await done(instance, asStaff(clerk), 'staff.accept', { code: (invited as { code: string }).code }, 'accept')
    }
  }
}

/** Asks something that must be done. */
async function done(instance: Instance, caller: Caller, action: string, input: object, key: string): Promise<unknown> {
  const event = { action, input, key }
  const reply: Reply | 'no reply' = await instance.ask(caller.door, caller.identify(JSON.stringify(event)), event)
  must(reply !== 'no reply' && reply.ok, `${action} answered ${JSON.stringify(reply)}`)
  return reply.data
}
