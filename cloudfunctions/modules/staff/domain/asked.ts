/** What stands in inputs that names a business: never a phone, a name or a member's code. */
const ABOUT = ['orderNo', 'orderId', 'refundNo', 'benefitId', 'couponId', 'shareCode', 'requestId'] as const
const ABOUT_LENGTH = 64

/** What somebody could guess at: each try is counted. */
const GUESSABLE = ['memberCode', 'phoneTail', 'code'] as const

type Input = Readonly<Record<string, unknown>>

const inputOf = (input: unknown): Input => (typeof input === 'object' && input !== null ? (input as Input) : {})

/** The store that an input names; null when it names none. */
export function storeNamed(input: unknown): string | null {
  const { storeId } = inputOf(input)
  return typeof storeId === 'string' ? storeId : null
}

/** What a command was about, for the line that is kept of it; empty where nothing may be said. */
export function aboutOf(input: unknown): string {
  const named = ABOUT.map((field) => inputOf(input)[field]).filter((value) => typeof value === 'string')
  return named.join(' ').slice(0, ABOUT_LENGTH)
}

/** Whether a query takes what somebody could try out: the codes of members, the ends of phone numbers. */
export function isGuess(input: unknown): boolean {
  return GUESSABLE.some((field) => inputOf(input)[field] !== undefined)
}

/** Whether somebody of these roles and stores may ask an action: for this store, where one is named. */
export function isAllowed(
  caller: { readonly role: string | null; readonly stores: readonly string[] },
  asked: { readonly roles: readonly string[] | undefined; readonly storeId: string | null },
): boolean {
  const { roles, storeId } = asked
  // guard: role-may-ask
  if (roles && (caller.role === null || !roles.includes(caller.role))) return false
  // guard: own-store
  return storeId === null || caller.stores.includes(storeId)
}
