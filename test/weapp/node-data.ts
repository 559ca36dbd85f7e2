import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** An element of a page as Taro sends it to WeChat: short names, and attributes as numbered slots. */
export interface NodeData {
  readonly sid: string
  /** Which template draws it. */
  readonly nn: string
  /** The text of a text node. */
  readonly v?: string
  readonly cn?: readonly NodeData[]
  readonly [slot: `p${number}`]: unknown
}

/** What a screen reader says about an element. */
export interface Spoken {
  readonly role: string
  readonly name: string
}

/** All elements below `nodes`, each after what it contains. */
export function* innerFirst(nodes: readonly NodeData[]): Generator<NodeData> {
  for (const node of nodes) {
    yield* innerFirst(node.cn ?? [])
    yield node
  }
}

export const textOf = (node: NodeData): string => node.v ?? (node.cn ?? []).map(textOf).join('')

/** The role that an element has without being given one. */
const OWN_ROLES: Readonly<Record<string, string>> = { button: 'button', input: 'textbox' }

/** Reads in the compiled templates which slots reach a screen reader. A template's name begins with the kind it draws. */
export function readSpoken(dist: string): (node: NodeData) => Spoken {
  const templates = readFileSync(join(dist, 'base.wxml'), 'utf8').matchAll(
    /<template name="tmpl_0_(\d+)\w*">\s*<([\w-]+) ([^>]*)/g,
  )
  const kinds = new Map(
    [...templates].map(([, kind, tag = '', attributes = '']) => {
      const slot = (name: string) => new RegExp(`${name}="{{i\\.(p\\d+)`).exec(attributes)?.[1] as `p${number}`
      return [kind, { ownRole: OWN_ROLES[tag] ?? '', role: slot('aria-role'), name: slot('aria-label') }]
    }),
  )
  return (node) => {
    const kind = kinds.get(node.nn)
    const said = (slot: `p${number}` | undefined) => (slot ? String(node[slot] ?? '') : '')
    return { role: said(kind?.role) || (kind?.ownRole ?? ''), name: said(kind?.name) }
  }
}
