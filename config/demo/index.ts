import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { DemoRequest, GenerateDemo } from '../demo-request'
import { root } from '../paths'
import { type Batch, openProgramme } from './generate'
import type { FromProcess, ToProcess } from './process'
import type { Written } from './written-documents'

const MEMBERS = 300

type Importing = Pick<DemoRequest['cloud'], 'importDocuments'>

/** Collections written later refer to those written first: these go in last, so that nobody meets half a member. */
async function importWritten(cloud: Importing, written: readonly Written[]): Promise<void> {
  const byCollection = new Map<string, object[]>()
  for (const { collection, document } of written)
    byCollection.set(collection, [...(byCollection.get(collection) ?? []), document])
  for (const [collection, documents] of [...byCollection].reverse()) await cloud.importDocuments(collection, documents)
}

const isThereAlready = (error: unknown) => error instanceof Error && error.message.includes('E11000')

/**
 * The chain's settings, published as its first version: to be there before `ops.init`, which then leaves them as they
 * are. A start that was interrupted after this may repeat it.
 */
export async function prepareDemo(request: Pick<DemoRequest, 'cloud' | 'masterKey' | 'nowMs'>): Promise<void> {
  const { documents } = await openProgramme({ masterKey: request.masterKey, endMs: request.nowMs })
  const orElseKept = (error: unknown) => {
    if (!isThereAlready(error)) throw error
  }
  try {
    await importWritten(request.cloud, documents)
  } catch (error) {
    orElseKept(error)
    for (const one of documents) await importWritten(request.cloud, [one]).catch(orElseKept)
  }
}

function startProcess(): ChildProcess {
  // A process of its own: a year of 300 members is seconds of computing, in which the server has an app to serve.
  return fork(join(__dirname, 'process.ts'), { cwd: root, execArgv: ['--import', 'tsx'], serialization: 'advanced' })
}

async function* batchesFrom(child: ChildProcess): AsyncGenerator<Batch> {
  const ended = once(child, 'exit').then(([code, signal]) => {
    throw new Error(`the demo's process ended with ${signal ?? code}`)
  })
  // It also ends when all is well, and then nobody waits for this any more.
  ended.catch(() => {})
  for (;;) {
    const [message] = (await Promise.race([once(child, 'message'), ended])) as [FromProcess]
    if ('isDone' in message) return
    yield message
    child.send({ stored: true } satisfies ToProcess)
  }
}

/** Makes the demo beside this process and stores it batch by batch; members with a story come first. */
export const generateDemo: GenerateDemo = async ({ cloud, masterKey, nowMs, onProgress }) => {
  const child = startProcess()
  try {
    child.send({ order: { masterKey, endMs: nowMs, members: MEMBERS } } satisfies ToProcess)
    for await (const { documents, membersDone } of batchesFrom(child)) {
      await importWritten(cloud, documents)
      // Above 0 from the moment the members with a story are there: the stage waits for that.
      onProgress((100 * membersDone) / MEMBERS, `已生成 ${membersDone} 位会员的一年`)
    }
  } finally {
    child.kill()
  }
}
