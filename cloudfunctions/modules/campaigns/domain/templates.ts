import { addDays, type BusinessDate, startOfDateMs } from '../../../kernel/business-date'

/** A draft as an operator would write it, without its id. */
export type TemplateDraft = Readonly<Record<string, unknown>>

/** Something to start from. */
export interface CampaignTemplate {
  readonly template: string
  readonly title: string
  /** What it is for and what to look at before it is published, in Chinese. */
  readonly text: string
  /** A draft that begins on a day. */
  draft(from: BusinessDate): TemplateDraft
}

/** So many whole days from midnight on. */
const daysFrom = (from: BusinessDate, days: number) => ({
  fromMs: startOfDateMs(from),
  untilMs: startOfDateMs(addDays(from, days)),
})

const twice = { code: 'points_multiplied', rateBps: 20_000 }

/** One for each occasion that shops have, each sound as it stands. */
export const campaignTemplates: readonly CampaignTemplate[] = [
  {
    template: 'double-points',
    title: '双倍积分',
    text: '三天里消费得双倍积分。预算发完为止；每天发得比预计快，会先放慢再停。',
    draft: (from) => ({
      title: '双倍积分',
      kind: 'rules',
      ...daysFrom(from, 3),
      rules: [{ when: 'order_paid', effects: [twice] }],
      perMemberDay: { points: 500 },
      budget: { points: 30_000 },
      forecastPointsPerDay: 10_000,
    }),
  },
  {
    template: 'member-day',
    title: '会员日',
    text: '三个月里每周三消费得双倍积分。改 days 换成别的星期几，1 是星期一。',
    draft: (from) => ({
      title: '周三会员日',
      kind: 'rules',
      ...daysFrom(from, 91),
      rules: [{ when: 'order_paid', conditions: [{ code: 'on_weekdays', days: [3] }], effects: [twice] }],
      perMemberDay: { points: 300 },
    }),
  },
  {
    template: 'birthday',
    title: '生日礼',
    text: '生日当天送积分，站内消息祝贺，每人每年一次。会员要先填生日，月和日就够了。',
    draft: (from) => ({
      title: '生日礼',
      kind: 'rules',
      ...daysFrom(from, 365),
      rules: [
        {
          when: 'birthday',
          effects: [
            { code: 'points_fixed', points: 88, for: '生日礼' },
            { code: 'inbox_message', title: '生日快乐', text: '今天是您的生日，一点心意已经放进账户，来店里坐坐吧。' },
          ],
        },
      ],
      perMember: { times: 2 },
    }),
  },
  {
    template: 'spend-and-save',
    title: '满额阶梯',
    text: '一个月里累计消费到每一档各得一次积分，跨两档一起得；退款退到档位以下，多得的收回。',
    draft: (from) => ({
      title: '满额有礼',
      kind: 'rules',
      ...daysFrom(from, 30),
      rules: [
        {
          when: 'order_paid',
          effects: [
            {
              code: 'points_steps',
              steps: [
                { fen: 10_000, points: 30 },
                { fen: 30_000, points: 120 },
                { fen: 60_000, points: 300 },
              ],
            },
          ],
        },
      ],
      budget: { points: 50_000 },
    }),
  },
  {
    template: 'new-member',
    title: '新人礼',
    text: '入会 30 天之内第一次消费，另外得积分，每人一次。',
    draft: (from) => ({
      title: '新朋友首单礼',
      kind: 'rules',
      ...daysFrom(from, 91),
      audience: [{ code: 'joined_within', days: 30 }],
      rules: [{ when: 'order_paid', effects: [{ code: 'points_fixed', points: 50, for: '首单礼' }] }],
      perMember: { times: 1 },
    }),
  },
  {
    template: 'holiday',
    title: '节日',
    text: '节日三天，每天签到另外得积分，每人每天一次。',
    draft: (from) => ({
      title: '节日签到礼',
      kind: 'rules',
      ...daysFrom(from, 3),
      rules: [{ when: 'checked_in', effects: [{ code: 'points_fixed', points: 20, for: '节日礼' }] }],
      perMemberDay: { times: 1 },
      budget: { points: 20_000 },
    }),
  },
  {
    template: 'warm-up',
    title: '预热',
    text: '先预热三天，会员可以点“提醒我”；然后两天里消费得双倍积分。',
    draft: (from) => ({
      title: '新茶季',
      kind: 'rules',
      warmUpFromMs: startOfDateMs(from),
      ...daysFrom(addDays(from, 3), 2),
      rules: [{ when: 'order_paid', effects: [twice] }],
      perMemberDay: { points: 500 },
      budget: { points: 20_000 },
    }),
  },
]

export function templateNamed(template: string): CampaignTemplate | null {
  return campaignTemplates.find((known) => known.template === template) ?? null
}
