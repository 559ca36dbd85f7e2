import type { Random } from '../../../cloudfunctions/kernel/seeded-random'
import { type Collection, OutcomeUnknown, type Store } from '../../../cloudfunctions/platform/store'
import type { Coverage } from '../coverage'
import { weighted } from './random'
import type { Schedule } from './schedule'

/** What may become of a writing call, and how often compared with the others. */
const WRITE_FAULTS = [
  ['lost', 3],
  ['error', 1],
  ['effect without reply', 4],
  ['late effect', 5],
  ['done twice', 3],
  ['death before', 1],
  ['death after', 2],
  ['death, effect late', 2],
] as const
const READ_FAULTS = [
  ['read lost', 4],
  ['read error', 1],
  ['death at a read', 1],
] as const

const LATE_BY_TURNS_AT_MOST = 60

/** One running function: it may end at any call, and then nothing of it goes on. */
export class Invocation {
  isDead = false
  readonly died: Promise<'no reply'>
  private tell: (ended: 'no reply') => void = () => {}

  constructor(readonly name: string) {
    this.died = new Promise((resolve) => {
      this.tell = resolve
    })
  }

  die(): Promise<never> {
    this.isDead = true
    this.tell('no reply')
    return new Promise(() => {})
  }
}

export interface NetworkOptions {
  readonly store: Store
  readonly schedule: Schedule
  readonly random: Random
  readonly coverage: Coverage
  /** The share of calls that fail. */
  readonly rate: number
  /** Faults that are left out. */
  readonly without: ReadonlySet<string>
  readonly trace?: ((line: string) => void) | undefined
}

/** What lies between the functions and the store: every call waits for its turn there, and may fail as networks fail. */
export class Network {
  isHealed = false

  constructor(private readonly options: NetworkOptions) {}

  storeFor(invocation: Invocation): Store {
    const { store } = this.options
    const read = <T>(name: string, work: () => Promise<T>) => this.read(invocation, name, work)
    const write = <T>(name: string, work: () => Promise<T>) => this.write(invocation, name, work)
    const named = (collection: Collection, call: string) => `${collection.name}.${call}`
    return {
      get: (collection, id) => read(named(collection, 'get'), () => store.get(collection, id)),
      getMany: (collection, ids) => read(named(collection, 'getMany'), () => store.getMany(collection, ids)),
      find: (collection, find) => read(named(collection, 'find'), () => store.find(collection, find)),
      count: (collection, equals) => read(named(collection, 'count'), () => store.count(collection, equals)),
      aggregate: (collection, asked) => read(named(collection, 'aggregate'), () => store.aggregate(collection, asked)),
      insert: (collection, document) => write(named(collection, 'insert'), () => store.insert(collection, document)),
      update: (collection, where, change) =>
        write(named(collection, 'update'), () => store.update(collection, where, change)),
      updateAny: (collection, where, change) =>
        write(named(collection, 'updateAny'), () => store.updateAny(collection, where, change)),
      remove: (collection, id) => write(named(collection, 'remove'), () => store.remove(collection, id)),
      createCollection: (collection) => write(named(collection, 'create'), () => store.createCollection(collection)),
    }
  }

  private async read<T>(invocation: Invocation, name: string, work: () => Promise<T>): Promise<T> {
    await this.options.schedule.turn()
    if (invocation.isDead) return invocation.die()
    const fault = this.draw(READ_FAULTS)
    this.options.trace?.(`  ${invocation.name}: ${name}${fault ? ` (${fault})` : ''}`)
    if (fault === 'read lost') throw new OutcomeUnknown('injected: lost')
    if (fault === 'read error') throw new Error('injected: error')
    if (fault === 'death at a read') return invocation.die()
    return work()
  }

  private async write<T>(invocation: Invocation, name: string, work: () => Promise<T>): Promise<T> {
    await this.options.schedule.turn()
    if (invocation.isDead) return invocation.die()
    const fault = this.draw(WRITE_FAULTS)
    this.options.trace?.(`  ${invocation.name}: ${name}${fault ? ` (${fault})` : ''}`)
    switch (fault) {
      case null:
        return this.observed(name, await work())
      case 'lost':
        throw new OutcomeUnknown('injected: lost')
      case 'error':
        throw new Error('injected: error')
      case 'effect without reply':
        await work()
        throw new OutcomeUnknown('injected: reply lost')
      case 'late effect':
        this.later(invocation, name, work)
        throw new OutcomeUnknown('injected: takes effect later')
      case 'done twice':
        // As when the wire repeats a request: the caller is told what became of the second.
        await work()
        return this.observed(name, await work())
      case 'death before':
        return invocation.die()
      case 'death after':
        await work()
        return invocation.die()
      case 'death, effect late':
        this.later(invocation, name, work)
        return invocation.die()
    }
  }

  private later(invocation: Invocation, name: string, work: () => Promise<unknown>): void {
    const { schedule, random, trace } = this.options
    const arrive = async () => {
      await schedule.turn(Math.ceil(random() * LATE_BY_TURNS_AT_MOST))
      trace?.(`  ${invocation.name}: ${name} takes effect now`)
      await work().catch((error: unknown) => {
        // Nobody hears that it broke a unique index.
        if (!(error instanceof OutcomeUnknown)) throw error
      })
    }
    void arrive()
  }

  private observed<T>(name: string, outcome: T): T {
    if (outcome === false) this.options.coverage.count(`${name} -> 0`)
    if (outcome === 'exists') this.options.coverage.count(`${name} -> exists`)
    return outcome
  }

  private draw<F extends string>(faults: readonly (readonly [fault: F, weight: number])[]): F | null {
    const { random, rate, without, coverage } = this.options
    if (this.isHealed || random() >= rate) return null
    const drawn = weighted(random, faults)
    if (without.has(drawn)) return null
    coverage.count(`fault: ${drawn}`)
    return drawn
  }
}
