import { MemoryWechat } from '../../../cloudfunctions/adapters/memory/memory-wechat'
import type { Random } from '../../../cloudfunctions/kernel/seeded-random'
import { createQuota, type QuotaShard, quotas } from '../../../cloudfunctions/modules/ledger/quotas/quota'
import { makeUnits } from '../../../cloudfunctions/modules/ledger/units/unit'
import { memberIdOf } from '../../../cloudfunctions/platform/identity'
import { collections } from '../../../cloudfunctions/platform/store'
import { Coverage } from '../coverage'
import { must } from '../must'
import { Answers } from './answers'
import { type Clock, Instance, registry, secrets, streamOf } from './cloud'
import type { Command, Person } from './doors'
import { Network } from './network'
import { pick } from './random'
import { Schedule } from './schedule'
import { Shop } from './shop'
import { WatchedStore } from './watched-store'

/** One history: all of it follows from these. */
export interface Scenario {
  readonly seed: number
  readonly steps: number
  readonly people: number
  /** Steps and faults, by name, that are left out; and single steps, by number. */
  readonly without: ReadonlySet<string>
  readonly skipped: ReadonlySet<number>
  readonly trace?: (line: string) => void
}

export interface Budget {
  readonly id: string
  readonly shards: number
  readonly cap: number
}

const STREAMS = { schedule: 1, network: 2, world: 3, instances: 4, steps: 5, end: 6, shop: 7 } as const
const FIRST_DAY_MS = Date.parse('2026-01-20T02:00:00Z')
const DAY_MS = 86_400_000
/** How often of all calls one fails: some histories are calm, some are not. */
const RATES = [0, 0.01, 0.04, 0.1, 0.2]
const INSTANCES = 3
const TRIES = 4

const personOf = (openid: string): Person => ({ openid, member: memberIdOf(secrets, openid) })

/** Everything a history takes place in: people, functions, the network between them, and what they were told. */
export class World {
  readonly coverage = new Coverage()
  readonly store = new WatchedStore()
  readonly schedule: Schedule
  readonly network: Network
  readonly clock: Clock
  readonly wechat = new MemoryWechat()
  readonly shop: Shop
  readonly instances: readonly Instance[]
  /** Who may be a member: all join at the beginning but the last, who comes by somebody's card. */
  readonly people: readonly Person[]
  /** One who does nothing but come by a member's card, join and buy. */
  readonly friend: Person
  readonly answers: Answers
  readonly asked = new Map<string, Command>()
  readonly budgets: Budget[] = []
  readonly made = new Map<string, number>()
  /** From when on nothing fails any more. */
  quietSinceMs = Number.POSITIVE_INFINITY
  /** Versions that are being published. */
  private publishing = 0
  private failure: unknown = null

  constructor(readonly scenario: Scenario) {
    const { seed, without, trace } = scenario
    const { coverage, store } = this
    const random = streamOf(seed, STREAMS.world)
    this.answers = new Answers((what) => coverage.count(what))
    this.schedule = new Schedule(streamOf(seed, STREAMS.schedule))
    const { schedule } = this
    const rate = pick(random, RATES)
    this.network = new Network({
      store,
      schedule,
      coverage,
      rate,
      random: streamOf(seed, STREAMS.network),
      without,
      trace,
    })
    this.clock = { nowMs: FIRST_DAY_MS + Math.floor(random() * 30) * DAY_MS + Math.floor(random() * DAY_MS) }
    const world = { clock: this.clock, schedule, network: this.network, store, wechat: this.wechat, trace }
    this.instances = Array.from({ length: INSTANCES }, (_, number) => {
      const skewMs = without.has('skew') ? 0 : Math.floor((random() - 0.5) * 4_000)
      return new Instance(`f${number}`, world, skewMs, streamOf(seed, STREAMS.instances, number))
    })
    this.shop = new Shop(seed, streamOf(seed, STREAMS.shop))
    this.people = Array.from({ length: scenario.people + 1 }, (_, number) => personOf(`o-${seed}-${number}`))
    this.friend = personOf(`o-${seed}-friend`)
  }

  /** The choices of one step: the same whatever steps are left out before it. */
  streamOfStep(step: number): Random {
    return streamOf(this.scenario.seed, STREAMS.steps, step)
  }

  trace(line: string): void {
    this.scenario.trace?.(line)
  }

  get newcomer(): Person {
    return this.people.at(-1) as Person
  }

  /** Who may come by a member's card. */
  get newcomers(): readonly Person[] {
    return [this.newcomer, this.friend]
  }

  get everybody(): readonly Person[] {
    return [...this.people, this.friend]
  }

  /** Lets time go by for everybody: for clocks that can be set, and for those that only run. */
  pass(ms: number): void {
    this.clock.nowMs += ms
    this.schedule.elapsedMs += ms
  }

  /** Collections, the programme, budgets and stock; nothing fails while they are made. */
  async prepare(): Promise<void> {
    const random = streamOf(this.scenario.seed, STREAMS.end)
    for (const collection of registry.all(collections)) await this.store.createCollection(collection)
    for (const id of ['spring', 'summer']) {
      this.budgets.push({ id, shards: 1 + Math.floor(random() * 2), cap: 5 + Math.floor(random() * 250) })
    }
    this.network.isHealed = true
    this.begin(this.shop.open(this.store, this.first, this.clock.nowMs))
    for (const budget of this.budgets)
      this.begin(this.first.do('budget', (work) => createQuota(work, budget, budget.cap)))
    await this.schedule.run()
    this.assertNoFailure()
    this.network.isHealed = false
    if (random() < 0.3) await this.ageBudget()
    for (const sku of ['cup', 'pen']) this.begin(this.restock(sku, Math.floor(random() * 3), this.first))
    await this.schedule.run()
  }

  get isPublishing(): boolean {
    return this.publishing > 0
  }

  get first(): Instance {
    return this.instances[0] as Instance
  }

  /** A budget that has decided much already: so that the next generation begins within this history. */
  private async ageBudget(): Promise<void> {
    const decided = Array.from({ length: 478 }, (_, number) => ({ op: `old-${number}`, amount: -1 }))
    const found = await this.store.get(quotas, 'spring|0|0')
    if (found) await this.store.update<QuotaShard>(quotas, { _id: found._id }, { set: { decided } })
  }

  async restock(sku: string, count: number, instance: Instance): Promise<void> {
    const from = (this.made.get(sku) ?? 0) + 1
    const to = from + count - 1
    this.made.set(sku, to)
    for (let tried = 0; tried < TRIES; tried += 1) {
      const outcome = await instance
        .do('restock', async (work) => {
          await makeUnits(work, sku, { from, to })
          return 'made' as const
        })
        .catch(() => 'failed' as const)
      if (outcome === 'made') return
    }
  }

  /** Work that goes on beside everything else; its failure is the failure of the history. */
  begin(work: Promise<unknown>): void {
    work.catch((error: unknown) => {
      this.failure ??= error
    })
  }

  assertNoFailure(): void {
    if (this.failure) throw this.failure
    for (const { bugs } of this.instances) must(bugs.length === 0, `a function threw: ${bugs[0]}`)
  }

  /** A client: the same key until there is an answer, or until it gives up for now. */
  async send(command: Command, random: Random): Promise<void> {
    this.note(command)
    for (let tried = 0; tried < TRIES; tried += 1) {
      const isAnswered = await this.ask(command, pick(random, this.instances))
      if (isAnswered || random() < 0.2) return
    }
  }

  /** Writes down what is asked, so that it is asked again in the end. */
  note(command: Command): void {
    if (this.asked.has(command.identity)) return
    this.asked.set(command.identity, command)
    if (command.says) this.shop.note(command.says)
  }

  async ask(command: Command, instance: Instance): Promise<boolean> {
    const asked = { at: this.answers.asked(), nowMs: instance.ports.nowMs() }
    this.trace(`ask ${command.name} ${command.identity}`)
    const isPublished = command.name === 'publish' || command.name === 'retire'
    if (isPublished) this.publishing += 1
    const answer = await command.ask(instance)
    if (isPublished) this.publishing -= 1
    this.trace(`told ${command.name} ${command.identity}: ${JSON.stringify(answer)}`)
    if (answer === 'no reply') {
      this.coverage.count('client: no reply')
      return false
    }
    this.answers.told(command.identity, command.member, asked, answer)
    if (answer.kind === 'again') return false
    const said = answer.kind === 'refused' ? answer.code : answer.kind === 'marked' ? answer.text : 'done'
    this.coverage.count(`${command.name}: ${said}`)
    return true
  }

  /** The timer, at one instance; how much its jobs have done. */
  async tick(instance: Instance): Promise<number> {
    const ticked = await instance.tick()
    if (ticked === 'no reply') return 0
    for (const { job, done } of ticked.ran) if (done > 0) this.coverage.count(`swept: ${job}`)
    return ticked.ran.reduce((sum, { done }) => sum + done, 0)
  }
}
