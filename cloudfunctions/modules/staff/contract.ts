import * as z from 'zod/mini'
import { command, query } from '../../platform/contract'
import { businessDate, id, momentMs, nothing, operator, text } from '../../platform/fields'

/** One role holds at all of somebody's stores. An operator runs the programme, and may serve at stores besides. */
const role = z.enum(['clerk', 'manager', 'operator'])
const store = z.strictObject({ storeId: id, name: z.string() })
/** Twenty digits, as every code that a person may type. */
const invitationCode = z.string().check(z.regex(/^\d{20}$/))
const invitation = z.strictObject({
  code: z.string(),
  /** The page that a scan of the poster opens. */
  path: z.string(),
  /** A mini-program code to print or to show; empty where WeChat could not make one. */
  posterUrl: z.string(),
  expiresAtMs: momentMs,
})

export const contract = {
  'staff.accept': command({
    audiences: ['merchant'],
    summary:
      'Makes the caller staff of the store that an invitation names, or an operator. An invitation is good once.',
    input: z.strictObject({ code: invitationCode, name: z.optional(text(16)) }),
    output: z.strictObject({ stores: z.array(store), roles: z.array(role) }),
    refusals: ['invitation_expired'],
  }),
  'staff.me': query({
    audiences: ['merchant'],
    summary: 'What the caller may do, and where.',
    input: nothing,
    output: z.strictObject({ name: z.string(), stores: z.array(store), roles: z.array(role) }),
    refusals: ['not_staff'],
  }),
  'ops.invite-staff': command({
    audiences: ['ops'],
    summary: 'An invitation for one person to a store, good for a day.',
    input: z.strictObject({ storeId: id, role: z.enum(['clerk', 'manager']), operator }),
    output: invitation,
    refusals: ['no_such_store'],
    help: {
      text: '邀请店员：给出一次有效的邀请码和海报，一天内有效',
      input: { storeId: 'store-1', role: 'clerk', operator: '王芳' },
    },
  }),
  'ops.invite-operator': command({
    audiences: ['ops'],
    summary: 'An invitation for one person to run the programme, good for a day.',
    input: z.strictObject({ operator }),
    output: invitation,
    help: { text: '邀请一位运营人员，一天内有效', input: { operator: '王芳' } },
  }),
  'ops.list-staff': query({
    audiences: ['ops'],
    summary: 'Everybody who may do something at a counter, by store.',
    input: nothing,
    output: z.strictObject({
      staff: z.array(
        z.strictObject({
          staffId: z.string(),
          name: z.string(),
          roles: z.array(role),
          stores: z.array(z.string()),
          /** Empty for somebody whose document was written by hand. */
          since: z.string(),
        }),
      ),
    }),
    help: { text: '列出所有店员和他们的门店、角色', input: {} },
  }),
  'ops.remove-staff': command({
    audiences: ['ops'],
    summary: 'Takes away all that somebody may do at counters; in force everywhere within five seconds.',
    input: z.strictObject({ staffId: id, operator }),
    output: z.strictObject({ staffId: z.string() }),
    refusals: ['no_such_staff'],
    help: {
      text: '移除店员：五秒内在所有门店生效',
      input: { staffId: '0123456789abcdef0123456789abcdef', operator: '王芳' },
    },
  }),
  'ops.staff-log': query({
    audiences: ['ops'],
    summary: 'What somebody asked at counters on a day, in order.',
    input: z.strictObject({ staffId: id, date: z.optional(businessDate) }),
    output: z.strictObject({
      /** How much more they may on that day. */
      left: z.int(),
      lookUpsLeft: z.int(),
      lines: z.array(z.strictObject({ at: z.string(), action: z.string(), storeId: z.string(), about: z.string() })),
    }),
    help: { text: '某位店员某天在柜台做过什么', input: { staffId: '0123456789abcdef0123456789abcdef' } },
  }),
  'ops.hook-key': query({
    audiences: ['ops'],
    summary: "The secrets with which a store's till signs its requests: of the key in force and of the one before.",
    input: z.strictObject({ storeId: id, operator }),
    output: z.strictObject({ keys: z.array(z.strictObject({ keyId: z.string(), secret: z.string() })) }),
    refusals: ['no_such_store', 'no_hook_key'],
    help: { text: '查看门店收银系统的签名密钥', input: { storeId: 'store-1', operator: '王芳' } },
  }),
}
