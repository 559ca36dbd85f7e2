import * as z from 'zod/mini'
import { type SettingsFragment, setting } from '../../../platform/settings'

const percent = (least: number, most: number) => z.int().check(z.minimum(least), z.maximum(most))

export const paceSettings = {
  campaignBreaker: setting({
    schema: z
      .strictObject({
        daySlowPercent: percent(10, 1_000),
        dayStopPercent: percent(10, 1_000),
        hourSlowPercent: percent(1, 1_000),
        hourStopPercent: percent(1, 1_000),
        storePercent: percent(10, 100),
        admitPercent: percent(0, 100),
      })
      .check(
        z.refine(
          (terms) => terms.daySlowPercent <= terms.dayStopPercent && terms.hourSlowPercent <= terms.hourStopPercent,
          '放慢的线不能比停发的线高',
        ),
      ),
    default: {
      daySlowPercent: 100,
      dayStopPercent: 200,
      hourSlowPercent: 50,
      hourStopPercent: 100,
      storePercent: 70,
      admitPercent: 25,
    },
    text: '活动熔断：写了每天预计发多少（forecastPointsPerDay）的活动，今天已发到预计的百分之几放慢、百分之几停发；一小时内发到一天预计的百分之几放慢、停发；一家门店占当天多少放慢；放慢时，还没参加过的会员每小时放进来百分之几',
  }),
} satisfies SettingsFragment
