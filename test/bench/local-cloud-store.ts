import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { WechatStore } from '../../cloudfunctions/adapters/wechat/wechat-store'
import type { Collection, Document, Store } from '../../cloudfunctions/platform/store'
import { localCloudThread } from './compiled-bench'
import type { Imported } from './local-cloud-thread'

export interface LocalCloudStore {
  readonly store: Store
  readonly sdk: ReturnType<typeof import('wx-server-sdk').database>
  readonly put: <D extends Document>(collection: Collection<D>, documents: readonly D[]) => Promise<void>
  close(): Promise<void>
}

/** The real SDK over HTTP on local-cloud: one process, and as in `npm start` a thread for each of the two. */
export async function localCloudStore(declared: readonly Collection[]): Promise<LocalCloudStore> {
  const folder = mkdtempSync(join(tmpdir(), 'fudian-bench-'))
  const collections = declared.map(({ name, indexes, rule }) => ({ name, indexes, rule }))
  writeFileSync(join(folder, 'cloud.json'), JSON.stringify({ schema: 1, collections, functions: [] }))
  const thread = new Worker(localCloudThread, { workerData: folder })
  const [environment] = await once(thread, 'message')
  Object.assign(process.env, environment)
  const { default: sdk } = await import('wx-server-sdk')
  sdk.init({ env: sdk.DYNAMIC_CURRENT_ENV as unknown as string })
  const database = sdk.database({ throwOnNotFound: false } as never)
  return {
    store: new WechatStore(database),
    sdk: database,
    async put({ name }, documents) {
      const done = once(thread, 'message')
      thread.postMessage({ collection: name, documents } satisfies Imported)
      await done
    },
    async close() {
      const ended = once(thread, 'exit')
      thread.postMessage(null)
      await ended
      rmSync(folder, { recursive: true })
    },
  }
}
