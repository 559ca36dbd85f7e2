import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { WechatStore } from '../../cloudfunctions/adapters/wechat/wechat-store'
import type { Collection, Document, Store } from '../../cloudfunctions/platform/store'
import { startLocalCloud } from '../../local-cloud'

export interface LocalCloudStore {
  readonly store: Store
  readonly sdk: ReturnType<typeof import('wx-server-sdk').database>
  readonly put: <D extends Document>(collection: Collection<D>, documents: readonly D[]) => Promise<void>
  close(): Promise<void>
}

/** The real SDK over HTTP on local-cloud, all in this process. */
export async function localCloudStore(declared: readonly Collection[]): Promise<LocalCloudStore> {
  const folder = mkdtempSync(join(tmpdir(), 'fudian-bench-'))
  const collections = declared.map(({ name, indexes, rule }) => ({ name, indexes, rule }))
  writeFileSync(join(folder, 'cloud.json'), JSON.stringify({ schema: 1, collections, functions: [] }))
  const cloud = await startLocalCloud({ dataDir: join(folder, 'data'), functionsDir: folder, port: 0 })
  await cloud.deploy()
  const session = cloud.openSession()
  Object.assign(process.env, session.environment)
  const { default: sdk } = await import('wx-server-sdk')
  sdk.init({ env: sdk.DYNAMIC_CURRENT_ENV as unknown as string })
  const database = sdk.database({ throwOnNotFound: false } as never)
  return {
    store: new WechatStore(database),
    sdk: database,
    put: (collection, documents) => cloud.importDocuments(collection.name, documents),
    async close() {
      session.close()
      await cloud.close()
      rmSync(folder, { recursive: true })
    },
  }
}
