import type { LocalCloud } from '../local-cloud'

/** What `config/demo/index.ts` is given: `export const generateDemo: GenerateDemo`. */
export interface DemoRequest {
  /** The running cloud, after `ops.init`. Documents go in by `importDocuments`; `call` reaches any door. */
  readonly cloud: Pick<LocalCloud, 'call' | 'importDocuments'>
  /** The key the folder's functions run with: what it signs and derives must agree. */
  readonly masterKey: string
  /** The demo ends on this day. */
  readonly nowMs: number
  /** 0 to 100, and one Chinese line. */
  readonly onProgress: (percent: number, text: string) => void
}

/** Fills the running cloud while the app is already used: whatever takes long happens outside the server's process. */
export type GenerateDemo = (request: DemoRequest) => Promise<void>
