import * as z from 'zod/mini'
import { command, query } from '../../platform/contract'
import { balance, businessDate, id, momentMs, nothing, points, text } from '../../platform/fields'

/** Month and day only: the year is not needed to wish someone a happy birthday, so it is never asked. */
const birthday = z.string().check(
  z.refine((monthDay) => {
    const matched = /^(\d\d)-(\d\d)$/.exec(monthDay)
    if (!matched) return false
    const [month, day] = [Number(matched[1]), Number(matched[2])]
    // 2024 is a leap year: someone born on 29 February may say so.
    return month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(2024, month, 0)).getUTCDate()
  }, 'not MM-DD'),
)

const NICKNAME_MAX_LENGTH = 20
const nickname = text(NICKNAME_MAX_LENGTH)
const avatarFileId = z.string().check(z.regex(/^cloud:\/\/[\w./-]{1,240}$/))

const member = z.strictObject({
  memberId: z.string(),
  nickname: z.string(),
  avatarFileId: z.optional(z.string()),
  birthday: z.optional(z.string()),
  /** `138****1234`; absent while none is bound. */
  phone: z.optional(z.string()),
  /** Ten digits that a person may read out; the scannable code is `members.card`. */
  cardNo: z.string(),
  joinedOn: businessDate,
})

export const contract = {
  'members.programme': query({
    audiences: ['member'],
    summary: 'What anyone may see before joining: the brand, the terms to agree to, what joining gives.',
    input: nothing,
    output: z.strictObject({
      brand: z.strictObject({
        name: z.string(),
        /** An https or cloud address; empty when the shop has none. */
        logo: z.string(),
        /** `#rrggbb`; contrast on white and on black was checked. */
        accentColor: z.string(),
        accentColorDark: z.string(),
        pointsName: z.string(),
      }),
      consentVersion: z.string(),
      welcomePoints: z.int(),
      /** How points expire, as one Chinese sentence. */
      expiryText: z.string(),
    }),
  }),
  'members.join': command({
    audiences: ['member'],
    summary: 'Makes the caller a member and posts the welcome award, once; joining again answers the same.',
    input: z.strictObject({
      consentVersion: z.string().check(z.maxLength(32)),
      nickname: z.optional(nickname),
      birthday: z.optional(birthday),
      shareCode: z.optional(id),
    }),
    output: z.strictObject({ memberId: z.string(), welcomePoints: z.int(), member }),
    refusals: ['consent_required'],
  }),
  'members.me': query({
    audiences: ['member'],
    summary: 'The caller as a member, with tier and points.',
    input: nothing,
    output: z.strictObject({
      member,
      /** Null until tiers are there. */
      tier: z.nullable(z.string()),
      points: z.strictObject({
        available: balance,
        pending: balance,
        debt: balance,
        nextExpiry: z.nullable(z.strictObject({ points, on: businessDate })),
      }),
    }),
  }),
  'members.update': command({
    audiences: ['member'],
    summary: "Changes the caller's own profile; fields that are absent stay as they are.",
    input: z
      .strictObject({
        nickname: z.optional(nickname),
        avatarFileId: z.optional(avatarFileId),
        birthday: z.optional(birthday),
      })
      .check(z.refine((changes) => Object.values(changes).some((value) => value !== undefined), 'nothing to change')),
    output: z.strictObject({ member }),
  }),
  'members.bind-phone': command({
    audiences: ['member'],
    summary: "Binds the phone number behind a code of WeChat's phone button; another number replaces the one before.",
    input: z.strictObject({ code: z.string().check(z.regex(/^[\x21-\x7e]{1,256}$/)) }),
    output: z.strictObject({ member }),
    refusals: ['phone_code_invalid', 'phone_taken'],
  }),
  'members.card': query({
    audiences: ['member'],
    summary: 'A short-lived code that a shop scans or types: 20 digits.',
    input: nothing,
    output: z.strictObject({ code: z.string().check(z.regex(/^\d{20}$/)), expiresAtMs: momentMs }),
  }),
}
