import * as z from 'zod/mini'
import { command, query } from '../../platform/contract'
import { businessDate, id, nothing, pageInput, pageOf, points, text } from '../../platform/fields'

const finding = z.strictObject({
  memberId: z.string(),
  account: z.string(),
  /** The number of the entry, where the finding is about one. */
  entry: z.optional(z.int()),
  /** The id of the journal page, where the finding is about one. */
  page: z.optional(z.string()),
  field: z.string(),
  /** What is there and what should be, in Chinese. */
  text: z.string(),
  /** Whether the account is frozen for it now. */
  isFrozen: z.boolean(),
})

const MAX_REASON_LENGTH = 60
/** Why, as the member reads it too. Half a character could not be stored in a trace of known size. */
const reason = text(MAX_REASON_LENGTH).check(z.regex(/^\P{Cs}+$/u, 'half a character'))
/** Who gives the command: a name, since the console does not say who sits before it. */
const operator = text(32)
const MOST_POINTS = 1_000_000_000
const signedPoints = z.int().check(
  z.minimum(-MOST_POINTS),
  z.maximum(MOST_POINTS),
  z.refine((points) => points !== 0, 'zero'),
)

const MOST_MEMBERS = 500
const audience = z.union([
  z.strictObject({ memberIds: z.array(id).check(z.minLength(1), z.maxLength(MOST_MEMBERS)) }),
  /** Everyone who has joined by then. */
  z.strictObject({ all: z.literal(true) }),
])
const sum = z.strictObject({ members: z.int(), points: z.int() })

export const contract = {
  'ops.help': query({
    audiences: ['ops'],
    summary: 'All operator commands, each with an example that can be pasted.',
    input: nothing,
    output: z.strictObject({
      commands: z.array(z.strictObject({ action: z.string(), text: z.string(), example: z.unknown() })),
    }),
    help: { text: '列出所有命令和示例', input: {} },
  }),
  'ops.init': command({
    audiences: ['ops'],
    summary: 'Makes the collections, seeds the settings and publishes their first version; again changes nothing.',
    input: nothing,
    output: z.strictObject({
      collections: z.array(z.string()),
      /** The version of the settings now in force. */
      settingsVersion: z.int(),
    }),
    refusals: ['invalid_document'],
    help: { text: '初始化：建集合、写入默认设置并发布第一版；可重复执行', input: {} },
  }),
  'ops.doctor': query({
    audiences: ['ops'],
    summary: 'What is missing or wrong: collections, unique indexes (probed), settings and published documents.',
    input: nothing,
    output: z.strictObject({
      isHealthy: z.boolean(),
      findings: z.array(z.strictObject({ where: z.string(), path: z.optional(z.string()), text: z.string() })),
      /** What a function cannot see for itself: to be compared in the console. */
      compare: z.strictObject({
        indexes: z.array(
          z.strictObject({
            collection: z.string(),
            name: z.string(),
            fields: z.array(z.string()),
            unique: z.boolean(),
          }),
        ),
        rules: z.array(z.strictObject({ collection: z.string(), rule: z.string() })),
      }),
    }),
    help: { text: '体检：缺少的集合、索引，填错的设置', input: {} },
  }),
  'ops.find-member': query({
    audiences: ['ops'],
    summary: 'The member with a card number (10 digits) or a member id; nothing else is indexed.',
    input: z.strictObject({ query: id }),
    output: z.strictObject({
      memberId: z.string(),
      cardNo: z.string(),
      nickname: z.string(),
      joinedOn: z.string(),
      status: z.string(),
      available: z.int(),
      pending: z.int(),
      debt: z.int(),
    }),
    refusals: ['no_such_member'],
    help: { text: '按 10 位卡号或会员编号找会员', input: { query: '0123456789' } },
  }),
  'ops.statement': query({
    audiences: ['ops'],
    summary: "A member's balances, lots and newest entries as they stand.",
    input: z.strictObject({ memberId: id, cursor: z.optional(z.string()) }),
    output: z.strictObject({
      memberId: z.string(),
      nickname: z.string(),
      account: z.string(),
      status: z.string(),
      available: z.int(),
      pending: z.int(),
      debt: z.int(),
      lots: z.array(z.strictObject({ points: z.int(), expiresOn: z.string(), cohort: z.string() })),
      items: z.array(
        z.strictObject({
          seq: z.int(),
          kind: z.string(),
          points: z.int(),
          at: z.string(),
          title: z.string(),
          balance: z.int(),
        }),
      ),
      next: z.nullable(z.string()),
    }),
    refusals: ['no_such_member'],
    help: { text: '查看会员的余额、批次和流水', input: { memberId: '会员编号' } },
  }),
  'ops.statement-at': query({
    audiences: ['ops'],
    summary: "A member's balances and lots as they stood at a moment of the past, and the settings in force then.",
    input: z.strictObject({
      memberId: id,
      /** On the shop's clock. */
      at: z.string().check(z.regex(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/)),
    }),
    output: z.strictObject({
      memberId: z.string(),
      nickname: z.string(),
      account: z.string(),
      at: z.string(),
      available: z.int(),
      pending: z.int(),
      debt: z.int(),
      lots: z.array(z.strictObject({ points: z.int(), expiresOn: z.string(), cohort: z.string() })),
      /** The newest entry then; 0 before the first. */
      lastSeq: z.int(),
      /** The version of the settings in force then. */
      settingsVersion: z.int(),
    }),
    refusals: ['no_such_member', 'no_account_then'],
    help: {
      text: '查看会员在过去某一刻（北京时间）的余额和批次',
      input: { memberId: '00000000000000000000000000000000', at: '2026-01-01 00:00:00' },
    },
  }),
  'ops.report': query({
    audiences: ['ops'],
    summary: 'What is owed to members at the end of a closed day, by the month in which it ends.',
    input: z.strictObject({ name: z.literal('liability'), date: z.optional(businessDate) }),
    output: z.strictObject({
      name: z.literal('liability'),
      date: businessDate,
      rows: z.array(z.strictObject({ month: z.string(), points: z.int(), fen: z.int() })),
      points: z.int(),
      /** By the cost of a point in the settings then, in fen. */
      fen: z.int(),
    }),
    refusals: ['not_closed'],
    help: {
      text: '积分负债：还没用掉的积分，按到期月份，折成钱；不写日期就是最近一次日结',
      input: { name: 'liability' },
    },
  }),
  'ops.reconcile': query({
    audiences: ['ops'],
    summary: 'Compares the closes since a day with the journals again: seals, the chain of days, sums, every account.',
    input: z.strictObject({ since: z.optional(businessDate), cursor: z.optional(z.string()) }),
    output: z.strictObject({
      /** Slices of closes that were compared. */
      checked: z.int(),
      findings: z.array(
        z.strictObject({
          close: z.optional(z.string()),
          account: z.optional(z.string()),
          entry: z.optional(z.int()),
          page: z.optional(z.string()),
          field: z.string(),
          found: z.nullable(z.string()),
          expected: z.nullable(z.string()),
        }),
      ),
      next: z.nullable(z.string()),
    }),
    help: { text: '对账：日结和账本逐项重算比较，指出哪一天、哪个账户、哪个字段不符', input: {} },
  }),
  'ops.verify-ledger': query({
    audiences: ['ops'],
    summary:
      'Recomputes journals from their first entry, names every difference (member, entry or page, field) and freezes the account it is in.',
    input: z.strictObject({ memberId: z.optional(id), cursor: z.optional(z.string()) }),
    output: z.strictObject({
      checked: z.int(),
      findings: z.array(finding),
      /** Where to go on; null when all were checked. */
      next: z.nullable(z.string()),
    }),
    refusals: ['no_such_member'],
    help: { text: '核对账本：逐笔重算，指出被改动的会员、分录、字段，并冻结那个账户', input: {} },
  }),
  'ops.run-job': command({
    audiences: ['ops'],
    summary: 'Runs one slice of a job now, whatever its schedule.',
    input: z.strictObject({ name: id }),
    output: z.strictObject({ name: z.string(), done: z.int(), isFinished: z.boolean() }),
    refusals: ['no_such_job', 'job_is_running'],
    help: { text: '立即执行一次后台任务', input: { name: 'members-finish-joins' } },
  }),
  'ops.adjust': command({
    audiences: ['ops'],
    summary: "Asks for points to be given to a member, or taken; waits for another operator's approval.",
    input: z.strictObject({ memberId: id, points: signedPoints, reason, operator }),
    output: z.strictObject({ requestId: z.string(), state: z.enum(['waiting', 'done']) }),
    refusals: ['no_such_member', 'insufficient_points', 'already_reinstated'],
    help: {
      text: '人工加减积分（负数是扣）：提出申请，等另一位操作员批准；原因会给会员看',
      input: { memberId: '会员编号', points: 100, reason: '补记八月消费', operator: '小王' },
    },
  }),
  'ops.reinstate': command({
    audiences: ['ops'],
    summary: 'Asks for points that have expired to be given back, once per expiry; approved like an adjustment.',
    input: z.strictObject({ memberId: id, seq: z.int().check(z.minimum(1)), reason, operator }),
    output: z.strictObject({ requestId: z.string(), state: z.enum(['waiting', 'done']) }),
    refusals: ['no_such_member', 'no_such_entry', 'not_an_expiry', 'already_reinstated', 'insufficient_points'],
    help: {
      text: '找回过期的积分：指出是第几笔到期，等另一位操作员批准',
      input: { memberId: '会员编号', seq: 2, reason: '住院期间未能使用', operator: '小王' },
    },
  }),
  'ops.approve': command({
    audiences: ['ops'],
    summary: 'Approves a waiting request and carries it out; an operator cannot approve what they asked for.',
    input: z.strictObject({ requestId: id, operator }),
    output: z.strictObject({
      requestId: z.string(),
      state: z.literal('done'),
      memberId: z.string(),
      points: z.int(),
      /** The number of the entry. */
      seq: z.int(),
    }),
    refusals: ['no_such_request', 'already_decided', 'same_operator', 'insufficient_points', 'already_reinstated'],
    help: { text: '批准一个申请并马上执行', input: { requestId: '申请编号', operator: '店长' } },
  }),
  'ops.reject': command({
    audiences: ['ops'],
    summary: 'Rejects a waiting request; who asked for it may withdraw it so.',
    input: z.strictObject({ requestId: id, reason, operator }),
    output: z.strictObject({ requestId: z.string(), state: z.literal('rejected') }),
    refusals: ['no_such_request', 'already_decided', 'same_operator'],
    help: {
      text: '驳回一个申请，或撤回自己的',
      input: { requestId: '申请编号', reason: '写错了人', operator: '店长' },
    },
  }),
  'ops.grant': command({
    audiences: ['ops'],
    summary:
      'Gives points to many members, each once, in slices; `dryRun` only counts. `ops.batch` shows how far it is.',
    input: z.strictObject({
      kind: z.literal('points'),
      points,
      audience,
      reason,
      operator,
      dryRun: z.optional(z.boolean()),
    }),
    output: z.strictObject({
      /** Null for a dry run. */
      batchId: z.nullable(z.string()),
      members: z.int(),
      /** For all of them together. */
      points: z.int(),
    }),
    refusals: ['no_such_member'],
    help: {
      text: '给一批会员送积分（memberIds 最多 500 位，或 { "all": true } 全体）；dryRun 只数不送',
      input: {
        kind: 'points',
        points: 20,
        audience: { memberIds: ['会员编号'] },
        reason: '开业周年',
        operator: '小王',
        dryRun: true,
      },
    },
  }),
  'ops.undo-grant': command({
    audiences: ['ops'],
    summary:
      'Takes back what is unspent of a batch, also of one that is still being given; `ops.batch` lists the rest.',
    input: z.strictObject({ batchId: id, reason, operator }),
    output: z.strictObject({ batchId: z.string() }),
    refusals: ['no_such_batch', 'already_undone'],
    help: {
      text: '撤回一批送出的积分：只收回还没花的，花掉的列出来',
      input: { batchId: '批次编号', reason: '送错了', operator: '店长' },
    },
  }),
  'ops.batch': query({
    audiences: ['ops'],
    summary: 'How far a batch is, its exact sums, and the members of whom it could not do all.',
    input: z.strictObject({ batchId: id, cursor: pageInput.cursor }),
    output: z.strictObject({
      batchId: z.string(),
      state: z.enum(['granting', 'granted', 'undoing', 'undone']),
      points: z.int(),
      members: z.int(),
      reason: z.string(),
      operator: z.string(),
      at: z.string(),
      /** While it is being undone: those found so far. */
      granted: sum,
      skipped: z.int(),
      takenBack: sum,
      kept: sum,
      undo: z.nullable(z.strictObject({ reason: z.string(), operator: z.string(), at: z.string() })),
      exceptions: z.array(
        z.strictObject({
          memberId: z.string(),
          what: z.enum(['not_granted', 'not_taken_back']),
          why: z.enum(['account_frozen', 'not_a_member', 'spent_or_ended']),
          points: z.int(),
        }),
      ),
      next: z.nullable(z.string()),
    }),
    refusals: ['no_such_batch'],
    help: { text: '查看一批积分送到哪了、撤回了多少', input: { batchId: '批次编号' } },
  }),
  'ops.freeze': command({
    audiences: ['ops'],
    summary: "Freezes a member's account: it earns, and spends nothing.",
    input: z.strictObject({ memberId: id, reason, operator }),
    output: z.strictObject({ memberId: z.string(), status: z.enum(['active', 'frozen']) }),
    refusals: ['no_such_member', 'already_frozen'],
    help: {
      text: '冻结账户：还能得积分，不能花积分',
      input: { memberId: '会员编号', reason: '核实异常兑换', operator: '小王' },
    },
  }),
  'ops.unfreeze': command({
    audiences: ['ops'],
    summary: "Unfreezes a member's account; while findings remain, only those that are accepted in so many words.",
    input: z.strictObject({ memberId: id, reason, operator, accept: z.optional(z.boolean()) }),
    output: z.strictObject({ memberId: z.string(), status: z.enum(['active', 'frozen']) }),
    refusals: ['no_such_member', 'not_frozen', 'findings_remain'],
    help: { text: '解冻账户', input: { memberId: '会员编号', reason: '已核实，无异常', operator: '店长' } },
  }),
  'ops.requests': query({
    audiences: ['ops'],
    summary: 'Requests of operators in one state, oldest first; without a state, those that wait.',
    input: z.strictObject({
      state: z.optional(z.enum(['waiting', 'rejected', 'approved', 'done', 'failing', 'failed'])),
      ...pageInput,
    }),
    output: pageOf(
      z.strictObject({
        requestId: z.string(),
        kind: z.enum(['adjustment', 'reinstatement']),
        memberId: z.string(),
        points: z.int(),
        reason: z.string(),
        operator: z.string(),
        at: z.string(),
        state: z.string(),
        decidedBy: z.nullable(z.string()),
        /** Why it was rejected or could not be carried out. */
        why: z.string(),
      }),
    ),
    help: { text: '列出等待批准的申请', input: {} },
  }),
}
