import * as z from 'zod/mini'
import type { Collection, Index } from '../cloudfunctions/platform/store'

/** `config.json` beside a door's `index.ts`: what the cloud must know about the function. */
const doorConfig = z.strictObject({
  timeoutSeconds: z.int().check(z.minimum(1), z.maximum(60)),
  /** Whether the mini program may call it; otherwise only the console, timers and HTTP. */
  clientInvoke: z.boolean(),
  httpPath: z.nullable(z.string().check(z.regex(/^\/[a-z-]+$/))),
  triggers: z.array(z.strictObject({ name: z.string(), config: z.string().check(z.regex(/^\S+( \S+){6}$/)) })),
  permissions: z.strictObject({ openapi: z.array(z.string().check(z.regex(/^[a-zA-Z0-9]+(\.[a-zA-Z0-9]+)+$/))) }),
})

export interface Door extends z.output<typeof doorConfig> {
  readonly name: string
}

/** Reads a hand-written door configuration; the error names the door and what is wrong. */
export function parseDoor(name: string, text: string): Door {
  const parsed = doorConfig.safeParse(JSON.parse(text))
  if (!parsed.success) throw new Error(`functions/${name}/config.json: ${z.prettifyError(parsed.error)}`)
  return { name, ...parsed.data }
}

const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`

/** All that local-cloud knows of the product: collections with their indexes and rules, functions with their triggers and permissions. */
export function cloudJson(collections: readonly Collection[], doors: readonly Door[]): string {
  return json({
    schema: 1,
    collections: collections.map(({ name, indexes, rule }) => ({
      name,
      indexes: indexes.map((index) => ({ name: index.name, fields: index.fields, unique: index.unique ?? false })),
      rule,
    })),
    functions: doors.map(({ name, timeoutSeconds, httpPath, clientInvoke, triggers, permissions }) => ({
      name,
      timeoutSeconds,
      httpPath,
      clientInvoke,
      triggers,
      permissions,
    })),
  })
}

/** `config.json` as WeChat's uploader reads it. The time limit is not part of it: it is set in the console. */
export function wechatConfigJson({ triggers, permissions }: Door): string {
  return json({ permissions, triggers: triggers.map((trigger) => ({ ...trigger, type: 'timer' })) })
}

export function doorPackageJson(door: Door, sdkVersion: string): string {
  const dependencies = { 'wx-server-sdk': sdkVersion }
  return json({ name: `fudian-${door.name}`, version: '1.0.0', private: true, main: 'index.js', dependencies })
}

/**
 * An index as a real environment has it. A page is sorted by a field and then by id, so with the id at its end an index
 * gives a page without sorting; a unique one stays as it is, since with the id everything is unique.
 */
export function indexFields({ fields, unique }: Index): readonly string[] {
  return unique || fields.at(-1) === '_id' ? fields : [...fields, '_id']
}

/**
 * One collection's indexes in the shape of the cloud's own UpdateTable request. Functions cannot make indexes: an
 * operator makes them in the console by this list, or a script hands the file to the HTTP API.
 */
export function createIndexesJson(collection: Collection): string {
  return json({
    TableName: collection.name,
    CreateIndexes: collection.indexes.map((index) => ({
      IndexName: index.name,
      MgoKeySchema: {
        MgoIndexKeys: indexFields(index).map((field) => ({ Name: field, Direction: '1' })),
        MgoIsUnique: index.unique ?? false,
      },
    })),
  })
}

/** Every collection's security rule, to paste into the console. */
export function rulesJson(collections: readonly Collection[]): string {
  return json(Object.fromEntries(collections.map(({ name, rule }) => [name, rule])))
}
