import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** An element of a page as Taro sends it to WeChat: short names, and attributes as numbered slots. */
export interface NodeData {
  readonly sid: string
  /** Which template draws it. */
  readonly nn: string
  /** The text of a text node. */
  readonly v?: string
  readonly cn?: readonly NodeData[]
  readonly [slot: Slot]: unknown
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

type Slot = `p${number}`

/** How an attribute of a template gets its value: from a slot of the node, or it stands there. */
function reader(attributes: string, name: string): (node: NodeData) => string {
  const value = new RegExp(`${name}="([^"]*)"`).exec(attributes)?.[1] ?? ''
  const slot = /^{{i\.(p\d+)/.exec(value)?.[1] as Slot | undefined
  return (node) => (slot ? String(node[slot] ?? '') : value)
}

/** Reads in the compiled templates, Taro's general ones and those of `compileMode`, what reaches a screen reader. */
export function readSpoken(dist: string): (node: NodeData) => Spoken {
  const kinds = new Map<string, (node: NodeData) => Spoken>()
  for (const name of readdirSync(dist, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.wxml')) continue
    // A template's name ends with the kind that it draws, and for an input with whether it has the focus.
    const templates = readFileSync(join(dist, name), 'utf8').matchAll(
      /<template name="tmpl_0_([a-z\d]+)(?:_\w+)?">\s*<([\w-]+) ([^>]*)/g,
    )
    for (const [, kind = '', tag = '', attributes = ''] of templates) {
      const role = reader(attributes, 'aria-role')
      const label = reader(attributes, 'aria-label')
      kinds.set(kind, (node) => ({ role: role(node) || (OWN_ROLES[tag] ?? ''), name: label(node) }))
    }
  }
  return (node) => kinds.get(node.nn)?.(node) ?? { role: '', name: '' }
}
