import { readFileSync } from 'node:fs'
import path from 'node:path'
import { Clock } from './clock'
import { readCloudJson } from './cloud-json'
import { serveConsole } from './console/serve-console'
import { Database } from './database/database'
import type { Fields } from './database/ejson'
import { FileStore } from './files/file-store'
import { UploadTickets } from './files/upload-tickets'
import { openDataFolder } from './folder/data-folder'
import { BundleWatch } from './functions/bundle-watch'
import { Functions } from './functions/functions'
import { type Caller, instanceEnvironment, invocationEnvironment } from './functions/sessions'
import { Faults } from './gateway/faults'
import { refuse } from './gateway/http'
import { SdkEndpoint } from './gateway/sdk-endpoint'
import { listen, type Site, sdkPath } from './gateway/server'
import { PhoneBook } from './openapi/phone-book'
import { Timers } from './timers/timers'

export interface LocalCloudOptions {
  /** Made when missing; owned by one process at a time. */
  readonly dataDir: string
  /** `dist/cloudfunctions`; may be empty until `deploy()`. */
  readonly functionsDir: string
  /** 0 takes any free port. */
  readonly port: number
  /** Added to the functions' environment. */
  readonly functionEnv?: Record<string, string>
  /** Functions that phones may call though they are declared shut, as a security rule in the console opens them. */
  readonly opened?: readonly string[]
  /** Serves every path that is not local-cloud's own. */
  readonly site?: Site
  readonly log?: (line: string) => void
}

/** A lasting permission to send requests as a function does, for programs that use the SDK outside a worker. */
export interface Session {
  /** What `process.env` must hold while the SDK is used. */
  readonly environment: Record<string, string>
  readonly token: string
  close(): void
}

export interface LocalCloud {
  /** `http://127.0.0.1:PORT` */
  readonly address: string
  /** Where the SDK sends its requests. */
  readonly sdkUrl: string
  /** Takes over what `cloud.json` and the bundles hold now, and from then on follows every rebuilt bundle by itself. */
  deploy(): Promise<void>
  /** Calls a function: with an openid as that user, else as the cloud console does. Rejects when the function fails. */
  call(functionName: string, event: unknown, caller?: { openid?: string; source?: string }): Promise<unknown>
  /** Makes the collection when needed and inserts in durable commits. Unique indexes hold. */
  importDocuments(collection: string, documents: readonly object[]): Promise<void>
  /** Runs something while no timer fires by itself; those that are due by then fire behind it. */
  withTimersStill<T>(run: () => Promise<T>): Promise<T>
  openSession(caller?: { openid?: string; source?: string; openapi?: readonly string[] }): Session
  nowMs(): number
  close(): Promise<void>
}

const consoleSource = 'wx_devtools'
const clientSource = 'wx_client'

function callerOf({ openid, source }: { openid?: string; source?: string } = {}): Caller {
  return openid === undefined ? { source: source ?? consoleSource } : { openid, source: source ?? clientSource }
}

const nothingHere: Site = () => {
  throw refuse(404, 'NOT_FOUND', 'nothing is served here')
}

/** Starts WeChat cloud on this machine. Rejects with one clear line when the folder or the port cannot be used. */
export async function startLocalCloud(options: LocalCloudOptions): Promise<LocalCloud> {
  const { functionsDir, functionEnv = {}, opened = [], site = nothingHere, log = () => {} } = options
  const folder = openDataFolder(path.resolve(options.dataDir))
  const clock = new Clock()
  const database = new Database(folder.databasePath, () => clock.nowMs())
  const storage = { files: new FileStore(folder.filesPath), tickets: new UploadTickets() }
  const phoneBook = new PhoneBook()
  const faults = new Faults()
  let sdkUrl = ''
  const functions = new Functions(clock, functionEnv, () => sdkUrl)
  const timers = new Timers(functions, clock, log)
  const sdk = new SdkEndpoint({ database, storage, phoneBook, sessions: functions.sessions, clock, faults, log })
  const local = { database, storage, phoneBook, functions, clock, timers, faults }
  const parts = { ...local, sdk, site, console: serveConsole, log }
  const listening = await listen(parts, options.port).catch(async (error: NodeJS.ErrnoException) => {
    await database.close()
    folder.release()
    throw error.code === 'EADDRINUSE' ? new Error(`端口 ${options.port} 已被占用，请换一个端口`) : error
  })
  const address = `http://127.0.0.1:${listening.port}`
  sdkUrl = `${address}${sdkPath}`

  async function deploy(): Promise<void> {
    const declared = readCloudJson(functionsDir)
    const bundles = declared.functions.map((shut) => {
      const declaration = opened.includes(shut.name) ? { ...shut, clientInvoke: true } : shut
      const fileName = path.join(path.resolve(functionsDir), declaration.name, 'index.js')
      return { declaration, fileName, source: readFileSync(fileName, 'utf8') }
    })
    await database.declare(declared.collections)
    functions.deploy(bundles)
    timers.declare()
    watch.start()
  }
  const watch = new BundleWatch(functionsDir, deploy, log)

  return {
    address,
    sdkUrl,
    deploy,
    call: async (name, event, caller) => JSON.parse(await functions.call(name, event, callerOf(caller))),
    importDocuments: (collection, documents) => database.importDocuments(collection, documents as readonly Fields[]),
    async withTimersStill(run) {
      timers.beStill()
      try {
        return await run()
      } finally {
        timers.goOn()
      }
    },
    openSession(caller) {
      const known = callerOf(caller)
      const token = functions.sessions.open({ openapi: caller?.openapi ?? [] })
      const environment = {
        ...instanceEnvironment(sdkUrl, functionEnv),
        ...invocationEnvironment(known, token, 'session'),
      }
      return { environment, token, close: () => functions.sessions.close(token) }
    },
    nowMs: () => clock.nowMs(),
    async close() {
      watch.stop()
      timers.close()
      listening.server.close()
      await functions.close()
      listening.server.closeAllConnections()
      sdk.close()
      storage.files.close()
      await database.close()
      folder.release()
    },
  }
}
