import { join } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import { startLocalCloud } from '../../local-cloud'

/** Documents that the thread is asked to import; asked for null it ends. */
export interface Imported {
  readonly collection: string
  readonly documents: readonly object[]
}

/** local-cloud on a thread of its own. It says first in what environment the SDK finds it, then after each import that it is done. */
async function main(): Promise<void> {
  const folder = String(workerData)
  const cloud = await startLocalCloud({ dataDir: join(folder, 'data'), functionsDir: folder, port: 0 })
  await cloud.deploy()
  const session = cloud.openSession()
  parentPort?.on('message', async (asked: Imported | null) => {
    if (asked) {
      await cloud.importDocuments(asked.collection, asked.documents)
      parentPort?.postMessage('done')
      return
    }
    session.close()
    await cloud.close()
    parentPort?.close()
  })
  parentPort?.postMessage(session.environment)
}

void main()
