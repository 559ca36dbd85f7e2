import { forDarkMode } from '../../kernel/contrast'
import { Refusal, refuse } from '../../kernel/refusal'
import { brandSettings } from '../../platform/brand'
import { settingsOf } from '../../platform/context'
import type { Handlers } from '../../platform/module'
import { accountOf, type Balances, balancesOn, expiryText, ledgerSettings } from '../ledger'
import type { contract } from './contract'
import { cardCodeAt } from './domain/card-code'
import { join } from './join'
import { tierNameOf } from './open-places'
import { bindPhone } from './phone/bind'
import { memberSettings } from './settings'
import { shownMember } from './shown-member'
import { members } from './store'
import { updateProfile } from './update-profile'

/** The points that end next: all lots of the soonest day. */
function nextExpiryOf({ lots }: Balances): { points: number; on: string } | null {
  const soonest = lots[0]?.expiresOn
  if (soonest === undefined) return null
  const ending = lots.filter((lot) => lot.expiresOn === soonest)
  return { points: ending.reduce((sum, lot) => sum + lot.points, 0), on: soonest }
}

export const handlers: Handlers<typeof contract> = {
  'members.programme': async (context) => {
    const { brand } = await settingsOf(context, brandSettings)
    const { consentVersion, welcomePoints } = await settingsOf(context, memberSettings)
    const { pointExpiry } = await settingsOf(context, ledgerSettings)
    return {
      brand: { ...brand, accentColorDark: brand.accentColorDark ?? forDarkMode(brand.accentColor) },
      consentVersion,
      welcomePoints,
      expiryText: expiryText(pointExpiry, brand.pointsName),
    }
  },

  'members.join': async (context, input) => {
    const joined = await join(context, input)
    if (joined instanceof Refusal) return joined
    const { member, welcomePoints } = joined
    const { profile } = member.joining
    // Nobody has a phone yet when they join.
    return { memberId: member._id, welcomePoints, member: shownMember(context, member, { profile, phone: null }) }
  },

  'members.me': async (context) => {
    const { memberId } = context.caller
    const [member, account] = await Promise.all([context.store.get(members, memberId), accountOf(context, memberId)])
    if (!member || !account) return refuse('not_a_member')
    const balances = balancesOn(account, context.today)
    const { available, pending, debt } = balances
    return {
      member: shownMember(context, member, { profile: member.profile, phone: member.phone?.sealed ?? null }),
      tier: await tierNameOf(context, account),
      points: { available, pending, debt, nextExpiry: nextExpiryOf(balances) },
    }
  },

  'members.update': async (context, input) => {
    const outcome = await updateProfile(context, input)
    return outcome instanceof Refusal ? outcome : { member: shownMember(context, outcome.member, outcome) }
  },

  'members.bind-phone': async (context, { code }) => {
    const bound = await bindPhone(context, code)
    if (bound instanceof Refusal) return bound
    const { of: member, profile, number } = bound
    return { member: shownMember(context, member, { profile, phone: number.sealed }) }
  },

  'members.card': async (context) => {
    const member = await context.store.get(members, context.caller.memberId)
    if (!member) return refuse('not_a_member')
    return cardCodeAt(context.secrets.key('member-card'), member.cardNo, context.nowMs)
  },
}
