/** Why the cloud said no. */
interface Refusal {
  readonly code: string
  readonly params: Readonly<Record<string, unknown>>
}

/** A command whose reply has not arrived: with its key it can be sent again without taking effect twice. */
export interface PendingCommand {
  readonly key: string
  readonly action: string
  readonly input: unknown
  readonly madeAtMs: number
  /** It was refused when nobody waited for it any more: it is never sent again and stays until somebody was told. */
  readonly refusal?: Refusal
}

/** What survives a closed app. */
export interface KeyValueStore {
  keys(): readonly string[]
  get(key: string): string | null
  set(key: string, value: string): void
  remove(key: string): void
}

/** After a week nobody remembers the tap; finishing it would surprise more than help. */
const KEPT_FOR_MS = 7 * 24 * 60 * 60 * 1000

/**
 * The unanswered commands of one caller at one door, oldest first. One stored value each, so that two windows never
 * overwrite.
 */
export function createPending(store: KeyValueStore, { door, caller }: { door: string; caller: string }) {
  const prefix = `pending|${door}|${caller}|`

  function read(storedAs: string): PendingCommand | null {
    try {
      return JSON.parse(store.get(storedAs) ?? '') as PendingCommand
    } catch {
      // Half-written by a killed app: it was never sent, since sending comes after storing.
      store.remove(storedAs)
      return null
    }
  }

  return {
    list(nowMs: number): PendingCommand[] {
      const commands = store
        .keys()
        .filter((key) => key.startsWith(prefix))
        .flatMap((key) => read(key) ?? [])
      for (const { key, madeAtMs } of commands) if (nowMs - madeAtMs > KEPT_FOR_MS) store.remove(prefix + key)
      return commands
        .filter(({ madeAtMs }) => nowMs - madeAtMs <= KEPT_FOR_MS)
        .sort((one, other) => one.madeAtMs - other.madeAtMs)
    },
    keep(command: PendingCommand): void {
      store.set(prefix + command.key, JSON.stringify(command))
    },
    forget(key: string): void {
      store.remove(prefix + key)
    },
  }
}
