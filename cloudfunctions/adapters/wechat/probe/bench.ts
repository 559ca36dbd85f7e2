import cloud from 'wx-server-sdk'
import { probes } from '../../../platform/collections'
import { WechatStore } from '../wechat-store'

export type Fields = Record<string, unknown>

/** One thing that cannot be known without the real cloud. */
export interface Question {
  readonly item: string
  /** What design and local-cloud take for granted, in Chinese. */
  readonly expected: string
  /** What to do when it is not so, in Chinese. */
  readonly ifNot: string
  ask(bench: Bench): Promise<Answer>
}

export interface Answer {
  readonly found: string
  readonly ok: boolean
}

type Database = ReturnType<typeof cloud.database>
type Query = ReturnType<ReturnType<Database['collection']>['where']>

/** What an error of the SDK says, short enough for a report. */
export function errorText(error: unknown): string {
  const { errCode, errMsg, message } = error as { errCode?: number; errMsg?: string; message?: string }
  return `${errCode === undefined ? '' : `${errCode} `}${errMsg ?? message ?? String(error)}`.slice(0, 300)
}

/** The documents of one run of the probe. Every document carries the run, so that what is left of it can be removed. */
export class Bench {
  readonly database: Database
  readonly command: Database['command']
  readonly store: WechatStore
  calls = 0
  private made = 0

  constructor(
    readonly run: string,
    readonly startedAtMs: number,
  ) {
    this.database = cloud.database({ throwOnNotFound: false } as never)
    this.command = this.database.command
    this.store = new WechatStore(this.database)
  }

  /** A database whose requests are given up after so many milliseconds, as a function that ends gives them up. */
  impatient(timeout: number): Database {
    const { createNewInstance } = cloud as unknown as { createNewInstance(config: object): typeof cloud }
    return createNewInstance({ env: cloud.DYNAMIC_CURRENT_ENV, timeout }).database()
  }

  nextId(): string {
    this.made += 1
    return `${this.run}|${this.made}`
  }

  /** Writes a document of this run and answers its id. */
  async add(fields: Fields, _id = this.nextId()): Promise<string> {
    const data = { ...fields, _id, run: this.run, startedAtMs: this.startedAtMs }
    await this.call(() => this.database.collection(probes.name).add({ data }))
    return _id
  }

  where(condition: Fields): Query {
    return this.database.collection(probes.name).where(condition)
  }

  async get(_id: string): Promise<Fields | null> {
    const document = this.database.collection(probes.name).doc(_id)
    const { data } = await this.call<{ data?: Fields }>(() => document.get())
    return data ?? null
  }

  async rows(query: Pick<Query, 'get'>): Promise<Fields[]> {
    return (await this.call<{ data: Fields[] }>(() => query.get())).data
  }

  /** An update that asks for one document; answers how many the database says it changed. */
  async updateOne(condition: Fields, data: Fields): Promise<number> {
    const update = { data, multi: false } as never
    const { stats } = await this.call<{ stats: { updated: number } }>(() => this.where(condition).update(update))
    return stats.updated
  }

  async count(condition: Fields): Promise<number> {
    return (await this.call<{ total: number }>(() => this.where(condition).count())).total
  }

  async remove(condition: Fields): Promise<number> {
    const { stats } = await this.call<{ stats: { removed: number } }>(() => this.where(condition).remove())
    return stats.removed
  }

  /** The SDK's types still speak of callbacks; without one it answers a promise. */
  async call<T>(request: () => unknown): Promise<T> {
    this.calls += 1
    return (await request()) as T
  }
}

/** Does one thing so many times, at most ten at once: what a small environment stands. */
export async function atMostTen(times: number, work: (number: number) => Promise<unknown>): Promise<void> {
  let next = 0
  const worker = async () => {
    while (next < times) {
      next += 1
      await work(next)
    }
  }
  await Promise.all(Array.from({ length: Math.min(10, times) }, worker))
}
