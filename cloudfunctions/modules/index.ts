import type { AnyModule } from '../platform/module'
import { campaigns } from './campaigns/module'
import { checkIn } from './check-in/module'
import { counter } from './counter/module'
import { coupons } from './coupons/module'
import { ledger } from './ledger/module'
import { linter } from './linter/module'
import { lottery } from './lottery/module'
import { members } from './members/module'
import { notifications } from './notifications/module'
import { ops } from './ops/module'
import { orders } from './orders/module'
import { referrals } from './referrals/module'
import { rehearsals } from './rehearsals/module'
import { rewards } from './rewards/module'
import { rules } from './rules/module'
import { sharing } from './sharing/module'
import { staff } from './staff/module'
import { tiers } from './tiers/module'

/** What the product can do, in the order in which modules may know each other. */
export const modules: readonly AnyModule[] = [
  ledger,
  rules,
  members,
  staff,
  tiers,
  counter,
  orders,
  coupons,
  rewards,
  sharing,
  campaigns,
  lottery,
  referrals,
  checkIn,
  linter,
  rehearsals,
  notifications,
  ops,
]
