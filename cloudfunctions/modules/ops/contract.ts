import * as z from 'zod/mini'
import { command, query } from '../../platform/contract'
import { id, nothing } from '../../platform/fields'
import { batchContract } from './batches/contract'
import { bookContract } from './books/contract'
import { peopleContract } from './people/contract'
import { publishingContract } from './publishing/contract'
import { requestContract } from './requests/contract'
import { standingContract } from './standing/contract'

const deskContract = {
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
    summary: 'What is missing or wrong: collections, unique indexes (probed), drafts and published documents.',
    input: nothing,
    output: z.strictObject({
      isHealthy: z.boolean(),
      findings: z.array(z.strictObject({ where: z.string(), path: z.optional(z.string()), text: z.string() })),
      /** Drafts that say something else than what is in force: no ailment, but perhaps forgotten. */
      unpublished: z.array(z.strictObject({ kind: z.string(), id: z.string(), text: z.string() })),
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
  'ops.run-job': command({
    audiences: ['ops'],
    summary: 'Runs one slice of a job now, whatever its schedule.',
    input: z.strictObject({ name: id }),
    output: z.strictObject({ name: z.string(), done: z.int(), isFinished: z.boolean() }),
    refusals: ['no_such_job', 'job_is_running'],
    help: { text: '立即执行一次后台任务', input: { name: 'members-finish-joins' } },
  }),
}

export const contract = {
  ...deskContract,
  ...publishingContract,
  ...bookContract,
  ...peopleContract,
  ...requestContract,
  ...batchContract,
  ...standingContract,
}
