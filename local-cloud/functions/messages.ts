/** What the main thread and a function's worker say to each other. */
export interface WorkerData {
  readonly functionName: string
  readonly fileName: string
  readonly source: string
  /** Where `wx-server-sdk` is found when the bundle does not lie inside the project. */
  readonly modulesDir: string
  readonly clock: Float64Array
  readonly timeLimitMs: number
}

export interface InvokeMessage {
  readonly id: string
  readonly eventText: string
  readonly environment: Record<string, string>
}

export type WorkerMessage =
  | { kind: 'ready' }
  | { kind: 'broken'; message: string }
  | { kind: 'line'; level: string; text: string }
  | { kind: 'reply'; id: string; text: string }
  | { kind: 'failed'; id: string; message: string }
