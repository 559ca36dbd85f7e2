import { personas } from '../../src/stage/personas'

interface PicturedPerson {
  /** Whose phone it is. */
  readonly openid: string
  /** The routes that are photographed on it. */
  readonly sees: (route: string) => boolean
  /** Set for somebody who has their text larger. */
  readonly textScale?: number
}

const endsWith =
  (...names: readonly string[]) =>
  (route: string) =>
    names.some((name) => route.endsWith(name))
const isOfStaff = (route: string) => route.startsWith('features/merchant-')
const isOfOperators = (route: string) => route.startsWith('features/operator-')
/** What shows one thing is opened from where it stands in a list. */
const isOfOneThing = endsWith(
  '/reward',
  '/redemption',
  '/coupon',
  '/gift',
  '/pages/campaign',
  '/wheel',
  '/lottery/pages/rules',
)
const isOfMembers = (route: string) => !isOfStaff(route) && !isOfOperators(route) && !isOfOneThing(route)
const none = () => false

const purchases = endsWith('home/index', 'statement', 'orders', 'tier', 'wallet', 'redemptions', 'memberships')

/** Whose phones the app is photographed on. */
export const people = {
  visitor: { openid: 'picture-visitor', sees: isOfMembers },
  new: { openid: 'picture-new', sees: isOfMembers },
  full: { openid: personas.regular.openid, sees: isOfMembers },
  long: { openid: 'picture-long', sees: isOfMembers },
  top: { openid: personas.top.openid, sees: purchases },
  pending: { openid: personas.pending.openid, sees: purchases },
  debt: { openid: personas.debt.openid, sees: purchases },
  /** Was looked up by phone at the counter, and has a namesake by the last digits. */
  asked: { openid: 'picture-asked', sees: endsWith('profile') },
  large: { openid: personas.top.openid, sees: isOfMembers, textScale: 2 },
  clerk: { openid: personas.clerk.openid, sees: isOfStaff },
  clerkLarge: { openid: personas.clerk.openid, sees: isOfStaff, textScale: 2 },
  /** Opens the desk and does not work here. */
  stranger: { openid: 'picture-stranger', sees: endsWith('desk') },
  /** Runs the programme. */
  operator: { openid: personas.owner.openid, sees: endsWith('operator-campaigns/pages/campaigns') },
  operatorLarge: { openid: personas.owner.openid, sees: endsWith('operator-campaigns/pages/campaigns'), textScale: 2 },
  /** Works at three stores. */
  rover: { openid: 'picture-rover', sees: none },
} as const satisfies Record<string, PicturedPerson>

export type Person = keyof typeof people
