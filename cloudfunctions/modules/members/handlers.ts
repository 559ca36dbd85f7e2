import { businessDateOf } from '../../kernel/business-date'
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
import { memberSettings } from './settings'
import { type Member, members, type Profile } from './store'
import { updateProfile } from './update-profile'

function shownMember(member: Member, profile: Profile) {
  return { memberId: member._id, ...profile, cardNo: member.cardNo, joinedOn: businessDateOf(member.joinedAtMs) }
}

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
    const member = await join(context, input)
    if (member instanceof Refusal) return member
    const { welcomePoints, profile } = member.joining
    return { memberId: member._id, welcomePoints, member: shownMember(member, profile) }
  },

  'members.me': async (context) => {
    const { memberId } = context.caller
    const [member, account] = await Promise.all([context.store.get(members, memberId), accountOf(context, memberId)])
    if (!member || !account) return refuse('not_a_member')
    const balances = balancesOn(account, context.today)
    const { available, pending, debt } = balances
    return {
      member: shownMember(member, member.profile),
      tier: await tierNameOf(context, account),
      points: { available, pending, debt, nextExpiry: nextExpiryOf(balances) },
    }
  },

  'members.update': async (context, input) => {
    const outcome = await updateProfile(context, input)
    return outcome instanceof Refusal ? outcome : { member: shownMember(outcome.member, outcome.profile) }
  },

  'members.card': async (context) => {
    const member = await context.store.get(members, context.caller.memberId)
    if (!member) return refuse('not_a_member')
    return cardCodeAt(context.secrets.key('member-card'), member.cardNo, context.nowMs)
  },
}
