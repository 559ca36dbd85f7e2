import { CAMPAIGN_IDS } from '../world/campaigns'
import { asStaff, atDoor, type Command, OPERATOR, type Person } from '../world/doors'
import { changedSettings, drawnTier, TIER_IDS } from '../world/programme'
import { at, pick } from '../world/random'
import type { Said } from '../world/said'
import { STORES, typeDraft } from '../world/shop'
import type { Flow, Step } from './flow'

/** What an operator does while the shops are open. */
export const OPERATOR_STEPS = [
  ['settings', 2],
  ['tier', 2],
  ['store', 1],
  ['campaign', 7],
  ['hire', 1],
  ['accept', 2],
  ['dismiss', 0.3],
] as const
export type OperatorStep = (typeof OPERATOR_STEPS)[number][0]

export async function byOperators(name: OperatorStep, step: Step): Promise<readonly Flow[]> {
  const { world, random } = step
  switch (name) {
    case 'settings':
      world.shop.settings = { ...world.shop.settings, ...changedSettings(random) }
      await typeDraft(world.store, 'settings', 'programme', world.shop.settings)
      return publishing(step, 'settings', 'programme')
    case 'tier': {
      const tierId = pick(random, TIER_IDS)
      if (tierId !== 'base' && random() < 0.2) return [[atOps(step, 'ops.retire', { kind: 'tiers', id: tierId })]]
      await typeDraft(world.store, 'tiers', tierId, drawnTier(tierId, random))
      return publishing(step, 'tiers', tierId)
    }
    case 'store': {
      const storeId = pick(random, STORES)
      await typeDraft(world.store, 'stores', storeId, world.shop.draftStore(storeId))
      return publishing(step, 'stores', storeId)
    }
    case 'campaign': {
      const id = pick(random, CAMPAIGN_IDS)
      if (random() < 0.05) return [[atOps(step, 'ops.retire', { kind: 'campaigns', id })]]
      await typeDraft(world.store, 'campaigns', id, world.shop.campaigns.draft(id, random, world.clock.nowMs))
      return publishing(step, 'campaigns', id)
    }
    case 'hire':
      return [[inviting(step)]]
    case 'accept':
      return accepting(step)
    case 'dismiss': {
      const staffId = pick(random, applicantsOf(step)).member
      return [[atOps(step, 'ops.remove-staff', { staffId, operator: 'op' })]]
    }
  }
}

interface AtOps {
  readonly key?: string
  readonly said?: Said
  /** Hears what was answered when it was done. */
  readonly hear?: (data: never) => void
}

/** A command of the cloud console, under a new key where none is said. */
export const atOps = (
  step: Step,
  action: string,
  input: object,
  { key = step.newKey(), ...rest }: AtOps = {},
): Command => atDoor(OPERATOR, { action, input, key, ...rest })

/** Published by one operator, or by two at once. */
export function publishing(step: Step, kind: string, id: string): readonly Flow[] {
  const operators = step.random() < 0.4 ? ['op', 'other'] : ['op']
  return operators.map((operator) => [atOps(step, 'ops.publish', { kind, id, operator })])
}

/** Who may come to a counter: those who serve there already, and guests. */
const applicantsOf = ({ world }: Step): readonly Person[] => [...world.shop.clerks, ...world.people]

function inviting(step: Step): Command {
  const { world, random } = step
  const { invitations } = world.shop
  const hear = ({ code }: { code: string }) => {
    if (!invitations.includes(code)) invitations.push(code)
  }
  if (random() < 0.2) return atOps(step, 'ops.invite-operator', { operator: 'op' }, { hear })
  const role = pick(random, ['clerk', 'manager'])
  return atOps(step, 'ops.invite-staff', { storeId: pick(random, STORES), role, operator: 'op' }, { hear })
}

/** An invitation that two people hold in their hands, or one that there never was. */
function accepting(step: Step): readonly Flow[] {
  const { world, random } = step
  const code = random() < 0.9 ? pick(random, world.shop.invitations) : '0'.repeat(20)
  if (code === undefined) return []
  return Array.from({ length: 1 + at(random, 2) }, () => {
    const person = pick(random, applicantsOf(step))
    const said = { kind: 'accept', openid: person.openid, code } as const
    return [atDoor(asStaff(person), { action: 'staff.accept', input: { code }, key: step.newKey(), said })]
  })
}
