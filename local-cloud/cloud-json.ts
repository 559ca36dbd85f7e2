import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parseCron } from './timers/cron'

/** One index of a collection. A missing field counts as null, and an array field has one key per element. */
export interface IndexDeclaration {
  readonly name: string
  readonly fields: readonly string[]
  readonly unique: boolean
}

export interface CollectionDeclaration {
  readonly name: string
  readonly indexes: readonly IndexDeclaration[]
}

export interface TriggerDeclaration {
  readonly name: string
  readonly config: string
}

export interface FunctionDeclaration {
  readonly name: string
  readonly timeoutSeconds: number
  readonly httpPath: string | null
  readonly clientInvoke: boolean
  readonly triggers: readonly TriggerDeclaration[]
  /** The services of WeChat that it may call through `cloud.openapi`. */
  readonly openapi: readonly string[]
}

export interface CloudDeclaration {
  readonly collections: readonly CollectionDeclaration[]
  readonly functions: readonly FunctionDeclaration[]
}

/** The cloud ends a function after a minute whatever its settings say. */
const longestTimeoutSeconds = 60

type Json = Record<string, unknown>

function fail(where: string, expected: string): never {
  throw new Error(`cloud.json: ${where} ${expected}`)
}

function objects(value: unknown, where: string): Json[] {
  if (!Array.isArray(value)) fail(where, 'is not a list')
  return value.map((item, at) =>
    typeof item === 'object' && item !== null ? item : fail(`${where}[${at}]`, 'is not an object'),
  )
}

function name(value: unknown, where: string): string {
  if (typeof value !== 'string' || !/^[A-Za-z0-9_-]{1,64}$/.test(value)) fail(where, 'is not a name')
  return value
}

function index(raw: Json, where: string): IndexDeclaration {
  const { fields, unique } = raw
  const isFieldList = Array.isArray(fields) && fields.length > 0 && fields.every((f) => typeof f === 'string' && f)
  if (!isFieldList) fail(`${where}.fields`, 'is not a list of field names')
  return { name: name(raw.name, `${where}.name`), fields, unique: unique === true }
}

function triggers(raw: unknown, where: string): TriggerDeclaration[] {
  return objects(raw ?? [], where).map((one, at) => {
    if (typeof one.config !== 'string') fail(`${where}[${at}].config`, 'is not a cron expression')
    parseCron(one.config)
    return { name: name(one.name, `${where}[${at}].name`), config: one.config }
  })
}

function openapi(raw: unknown, where: string): readonly string[] {
  const { openapi: names = [] } = (raw ?? {}) as Json
  if (!Array.isArray(names)) fail(`${where}.openapi`, 'is not a list')
  return names.map((one, at) =>
    typeof one === 'string' && /^[A-Za-z0-9]+(\.[A-Za-z0-9]+)+$/.test(one)
      ? one
      : fail(`${where}.openapi[${at}]`, 'is not the name of a service, such as wxacode.getUnlimited'),
  )
}

function cloudFunction(raw: Json, where: string): FunctionDeclaration {
  const { timeoutSeconds, httpPath } = raw
  if (typeof timeoutSeconds !== 'number' || !(timeoutSeconds > 0) || timeoutSeconds > longestTimeoutSeconds)
    fail(`${where}.timeoutSeconds`, `is not between 0 and ${longestTimeoutSeconds}`)
  if (httpPath !== null && httpPath !== undefined && !(typeof httpPath === 'string' && httpPath.startsWith('/')))
    fail(`${where}.httpPath`, 'is neither null nor a path')
  return {
    name: name(raw.name, `${where}.name`),
    timeoutSeconds,
    httpPath: httpPath ?? null,
    clientInvoke: raw.clientInvoke === true,
    triggers: triggers(raw.triggers, `${where}.triggers`),
    openapi: openapi(raw.permissions, `${where}.permissions`),
  }
}

/** Reads what is deployed. Throws one line naming the first thing that is wrong. */
export function readCloudJson(functionsDir: string): CloudDeclaration {
  const raw = JSON.parse(readFileSync(path.join(functionsDir, 'cloud.json'), 'utf8')) as Json
  if (raw.schema !== 1) fail('schema', `is ${JSON.stringify(raw.schema)}, this local-cloud knows 1`)
  return {
    collections: objects(raw.collections, 'collections').map((one, at) => ({
      name: name(one.name, `collections[${at}].name`),
      indexes: objects(one.indexes ?? [], `collections[${at}].indexes`).map((raw, nth) =>
        index(raw, `collections[${at}].indexes[${nth}]`),
      ),
    })),
    functions: objects(raw.functions, 'functions').map((one, at) => cloudFunction(one, `functions[${at}]`)),
  }
}
