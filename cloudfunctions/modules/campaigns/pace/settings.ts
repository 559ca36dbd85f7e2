import * as z from 'zod/mini'
import { type SettingsFragment, setting } from '../../../platform/settings'

const percent = (least: number, most: number) => z.int().check(z.minimum(least), z.maximum(most))

const MEMBER_PERCENT = 50
const REFUND_SLOW_PERCENT = 30
const REFUND_STOP_PERCENT = 60

export const paceSettings = {
  campaignBreaker: setting({
    schema: z
      .strictObject({
        daySlowPercent: percent(10, 1_000),
        dayStopPercent: percent(10, 1_000),
        hourSlowPercent: percent(1, 1_000),
        hourStopPercent: percent(1, 1_000),
        storePercent: percent(10, 100),
        // Settings of before these were there go on without them.
        memberPercent: z._default(percent(10, 100), MEMBER_PERCENT),
        refundSlowPercent: z._default(percent(1, 1_000), REFUND_SLOW_PERCENT),
        refundStopPercent: z._default(percent(1, 1_000), REFUND_STOP_PERCENT),
        admitPercent: percent(0, 100),
      })
      .check(
        z.refine(
          (terms) =>
            terms.daySlowPercent <= terms.dayStopPercent &&
            terms.hourSlowPercent <= terms.hourStopPercent &&
            terms.refundSlowPercent <= terms.refundStopPercent,
          '放慢的线不能比停发的线高',
        ),
      ),
    default: {
      daySlowPercent: 100,
      dayStopPercent: 200,
      hourSlowPercent: 50,
      hourStopPercent: 100,
      storePercent: 70,
      memberPercent: MEMBER_PERCENT,
      refundSlowPercent: REFUND_SLOW_PERCENT,
      refundStopPercent: REFUND_STOP_PERCENT,
      admitPercent: 25,
    },
    text: '活动熔断：写了每天预计发多少（forecastPointsPerDay）的活动，今天已发到预计的百分之几放慢、百分之几停发；一小时内发到一天预计的百分之几放慢、停发；一家门店占当天多少放慢；一位会员占当天多少放慢，本人先等着；今天退款收回的占今天发的多少放慢、停发；放慢时，还没参加过的会员每小时放进来百分之几',
  }),
} satisfies SettingsFragment
