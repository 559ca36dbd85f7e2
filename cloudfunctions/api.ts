/** The whole API as types. The only file that `src` may import, and only with `import type`. */
import type { contract as campaigns } from './modules/campaigns/contract'
import type { contract as checkIn } from './modules/check-in/contract'
import type { contract as counter } from './modules/counter/contract'
import type { contract as coupons } from './modules/coupons/contract'
import type { contract as ledger } from './modules/ledger/contract'
import type { contract as linter } from './modules/linter/contract'
import type { contract as lottery } from './modules/lottery/contract'
import type { contract as members } from './modules/members/contract'
import type { contract as notifications } from './modules/notifications/contract'
import type { contract as ops } from './modules/ops/contract'
import type { contract as orders } from './modules/orders/contract'
import type { contract as referrals } from './modules/referrals/contract'
import type { contract as rehearsals } from './modules/rehearsals/contract'
import type { contract as rewards } from './modules/rewards/contract'
import type { contract as rules } from './modules/rules/contract'
import type { contract as sharing } from './modules/sharing/contract'
import type { contract as staff } from './modules/staff/contract'
import type { contract as tiers } from './modules/tiers/contract'
import type { Action, InputOf, OutputOf, RefusalCodeOf, Reply } from './platform/contract'

export type Api = typeof ledger &
  typeof rules &
  typeof members &
  typeof staff &
  typeof tiers &
  typeof counter &
  typeof orders &
  typeof coupons &
  typeof rewards &
  typeof sharing &
  typeof campaigns &
  typeof lottery &
  typeof referrals &
  typeof checkIn &
  typeof linter &
  typeof rehearsals &
  typeof notifications &
  typeof ops

export type ActionName = keyof Api
export type QueryName = { [A in ActionName]: Api[A] extends Action<'query'> ? A : never }[ActionName]
export type CommandName = { [A in ActionName]: Api[A] extends Action<'command'> ? A : never }[ActionName]

export type Input<A extends ActionName> = InputOf<Api[A]>
export type Data<A extends ActionName> = OutputOf<Api[A]>
export type RefusalCode<A extends ActionName> = RefusalCodeOf<Api[A]>
export type ReplyTo<A extends ActionName> = Reply<Data<A>, RefusalCode<A>>
