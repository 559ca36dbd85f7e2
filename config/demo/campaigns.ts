import { addDays, type BusinessDate, startOfDateMs } from '../../cloudfunctions/kernel/business-date'
import type { Draft } from './documents'
import type { Period } from './habits'

/** The campaign of the opening weeks: its budget was gone before they were over, and it paused for two days. */
export const OPENING_ID = 'opening'
const OPENING = { begins: 2, pauses: 18, goesOn: 20, ends: 48 } as const
const OPENING_POINTS = 15_400

/** Until when the members live side by side, because they share what it gives. */
export const openingEndsMs = ({ from }: Period): number => startOfDateMs(addDays(from, OPENING.ends))

/** A draft, and when it was published. */
export interface PublishedDraft {
  readonly atMs: number
  readonly draft: Draft
}

const twice = { code: 'points_multiplied', rateBps: 20_000 }

function opening({ from }: Period): readonly PublishedDraft[] {
  const onDay = (day: number) => startOfDateMs(addDays(from, day))
  const draft: Draft = {
    _id: OPENING_ID,
    title: '开业同庆',
    kind: 'rules',
    text: '开业头七周，签到多得，消费双倍，茶点送完为止。',
    fromMs: onDay(OPENING.begins),
    untilMs: onDay(OPENING.ends),
    rules: [
      { when: 'checked_in', effects: [{ code: 'points_fixed', points: 6, for: '开业礼' }] },
      { when: 'order_paid', effects: [twice] },
    ],
    perMemberDay: { points: 300 },
    budget: { points: OPENING_POINTS },
    forecastPointsPerDay: 600,
  }
  const tenInTheMorning = 10 * 3_600_000
  return [
    { atMs: onDay(1) + 2 * tenInTheMorning, draft },
    { atMs: onDay(OPENING.pauses) + tenInTheMorning, draft: { ...draft, isPaused: true } },
    { atMs: onDay(OPENING.goesOn) + tenInTheMorning, draft },
  ]
}

/** So many days around the last one, from midnight to midnight. */
const around = (today: BusinessDate, fromDay: number, untilDay: number) => ({
  fromMs: startOfDateMs(addDays(today, fromDay)),
  untilMs: startOfDateMs(addDays(today, untilDay)),
})

/** One of each template: some were, some run, one is to come. None has a budget that members would have to share. */
const sinceThen = ({ from }: Period, today: BusinessDate): readonly Draft[] => [
  {
    _id: 'autumn-double',
    title: '三天双倍茶点',
    kind: 'rules',
    ...around(today, -40, -37),
    rules: [{ when: 'order_paid', effects: [twice] }],
    perMemberDay: { points: 300 },
  },
  {
    _id: 'festival',
    title: '佳节签到礼',
    kind: 'rules',
    ...around(today, -27, -24),
    rules: [{ when: 'checked_in', effects: [{ code: 'points_fixed', points: 20, for: '佳节礼' }] }],
    perMemberDay: { times: 1 },
  },
  {
    _id: 'member-day',
    title: '周三会员日',
    kind: 'rules',
    text: '每到周三，消费得双倍茶点。',
    ...around(today, -60, 31),
    rules: [{ when: 'order_paid', conditions: [{ code: 'on_weekdays', days: [3] }], effects: [twice] }],
    perMemberDay: { points: 300 },
  },
  {
    _id: 'birthday',
    title: '生日茶礼',
    kind: 'rules',
    text: '生日那天，一份茶点放进您的账户。',
    fromMs: startOfDateMs(addDays(from, 3)),
    untilMs: startOfDateMs(addDays(today, 30)),
    rules: [
      {
        when: 'birthday',
        effects: [
          { code: 'points_fixed', points: 88, for: '生日礼' },
          { code: 'inbox_message', title: '生日快乐', text: '今天是您的生日，88 茶点已经放好，来店里坐坐吧。' },
        ],
      },
    ],
    perMember: { times: 2 },
  },
  {
    _id: 'fill-the-pot',
    title: '满壶有礼',
    kind: 'rules',
    text: '一个月里喝得越多，茶点越多。',
    ...around(today, -20, 11),
    rules: [
      {
        when: 'order_paid',
        effects: [
          {
            code: 'points_steps',
            steps: [
              { fen: 5_000, points: 20 },
              { fen: 15_000, points: 80 },
              { fen: 40_000, points: 260 },
            ],
          },
        ],
      },
    ],
  },
  {
    _id: 'first-cup',
    title: '新朋友首单礼',
    kind: 'rules',
    ...around(today, -60, 30),
    audience: [{ code: 'joined_within', days: 30 }],
    rules: [{ when: 'order_paid', effects: [{ code: 'points_fixed', points: 50, for: '首单礼' }] }],
    perMember: { times: 1 },
  },
  {
    _id: 'new-tea',
    title: '新茶季',
    kind: 'rules',
    text: '新茶到店两天，消费得双倍茶点。',
    warmUpFromMs: startOfDateMs(addDays(today, -1)),
    ...around(today, 3, 5),
    rules: [{ when: 'order_paid', effects: [twice] }],
    perMemberDay: { points: 500 },
  },
]

/** All campaigns of the chain in the order in which they were published, on the day after the opening and later. */
export function campaignsOf(year: Period): readonly PublishedDraft[] {
  const [first, ...later] = opening(year)
  if (!first) throw new Error('the opening has a campaign')
  const others = sinceThen(year, year.to).map((draft) => ({ atMs: first.atMs, draft }))
  return [first, ...others, ...later]
}

/** What the operator is still writing: one draft that is sound, and one whose faults are found before it is published. */
export function unpublishedDrafts(today: BusinessDate): readonly Draft[] {
  const times = { kind: 'rules', ...around(today, 7, 37) }
  return [
    {
      _id: 'winter-double',
      title: '冬茶双倍茶点',
      ...times,
      rules: [{ when: 'order_paid', conditions: [{ code: 'amount_at_least', fen: 3_000 }], effects: [twice] }],
      perMember: { points: 500 },
      budget: { points: 3_000 },
    },
    {
      _id: 'for-everybody',
      title: '人人有份大酬宾',
      text: '转发到朋友圈，领双倍茶点',
      ...times,
      rules: [
        { when: 'order_paid', effects: [{ code: 'points_fixed', points: 50, for: '酬宾' }] },
        { when: 'order_vested', effects: [{ code: 'coupon', templateId: 'nowhere' }] },
      ],
      perEvent: 20,
      budget: { points: 100_000 },
    },
  ]
}
