import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { innerFirst, type NodeData, readSpoken, type Spoken, textOf } from './node-data'
import type { WeChat } from './wechat'

export const dist = resolve(__dirname, '../../dist/weapp')
const spokenOf = readSpoken(dist)
const CONTROLS = ['button', 'checkbox', 'tab', 'textbox']

interface Node {
  dispatchEvent(name: string, options: { bubbles: boolean; detail?: unknown }): void
}

/** A page as Taro gives it to WeChat: data, and what WeChat calls. */
interface PageInstance {
  route: string
  is: string
  readonly data: { readonly root?: { readonly cn: readonly NodeData[] } }
  setData(data: Record<string, unknown>, done?: () => void): void
  onLoad(query: Record<string, string>): void
  onShow?(): void
  onReady?(): void
  onHide?(): void
  onReachBottom?(): void
}

interface Rendered {
  readonly instance: PageInstance
  attach(parent: HTMLElement): void
  querySelector(selector: string): Node | undefined
}

/** WeChat's own compilers and component framework, in jsdom. Its types would bring WeChat's globals into every file. */
interface Simulate {
  load(path: string, options: { rootPath: string }): string
  render(id: string): Rendered
}

interface AppDefinition {
  onLaunch(options: { path: string; query: object; scene: number }): void
  onShow(options: { path: string; query: object; scene: number }): void
}

interface MiniProgramGlobals {
  wx: WeChat['wx']
  App(definition: AppDefinition): void
  getApp(): AppDefinition
  getCurrentPages(): PageInstance[]
  Page(definition: { data: object } & Record<string, unknown>): void
  Component(definition: { data: object; methods: object }): void
}

/** Long enough for a function call on a busy machine; a page that keeps changing beyond it is broken. */
const SETTLED_WITHIN_MS = 10_000
const QUIET_TURNS = 6
const sleep = (ms: number) => new Promise<void>((done) => setTimeout(done, ms))

/** One page on the screen. */
export class OpenPage {
  /** What each setData sent to the view layer, in bytes. */
  readonly setDataBytes: number[] = []

  constructor(
    readonly instance: PageInstance,
    private readonly rendered: Rendered,
    private readonly root: HTMLElement,
    private readonly isBusy: () => boolean,
  ) {}

  text(): string {
    return this.root.textContent ?? ''
  }

  /** Until nothing is on its way to the cloud and what is shown has stopped changing. */
  async settle(): Promise<void> {
    const deadlineMs = Date.now() + SETTLED_WITHIN_MS
    let shown = ''
    // Turns are counted, not time: on a busy machine time passes while the page has had no turn.
    for (let quietTurns = 0; quietTurns < QUIET_TURNS; quietTurns++) {
      if (Date.now() > deadlineMs) throw new Error(`the page does not come to rest: ${this.text()}`)
      await sleep(20)
      if (!this.isBusy() && this.root.innerHTML === shown && shown.length > 30) continue
      shown = this.root.innerHTML
      quietTurns = 0
    }
  }

  async tap(name: string): Promise<void> {
    this.control(name).dispatchEvent('tap', { bubbles: true })
    await this.settle()
  }

  async type(name: string, value: string): Promise<void> {
    this.control(name).dispatchEvent('input', { bubbles: true, detail: { value } })
    await this.settle()
  }

  /** What can be tapped or filled in, as a screen reader says it: by its label, or by the text inside. */
  controls(): (Spoken & { readonly sid: string })[] {
    return [...innerFirst(this.instance.data.root?.cn ?? [])]
      .map((node) => ({ sid: node.sid, role: spokenOf(node).role, name: spokenOf(node).name || textOf(node) }))
      .filter(({ role }) => CONTROLS.includes(role))
  }

  private control(name: string): Node {
    // The last one: a sheet stands after the page that it covers.
    const found = this.controls()
      .filter((control) => control.name === name)
      .at(-1)
    const node = found && this.rendered.querySelector(`#${found.sid}`)
    if (!node) throw new Error(`no control here is called ${name}: ${this.text()}`)
    return node
  }
}

/** The compiled mini program, started as WeChat starts it: nothing is left of an earlier start but WeChat's storage. */
export function startMiniProgram({ wx, isBusy }: WeChat) {
  jest.resetModules()
  document.body.replaceChildren()
  // Here and not above: it takes over globals when it is loaded.
  const simulate = require('miniprogram-simulate') as Simulate
  const globals = globalThis as unknown as MiniProgramGlobals
  const stack: PageInstance[] = []
  /** A page's code registers once, however often it is opened. */
  const loaded = new Map<string, string>()
  let app: AppDefinition | undefined
  globals.wx = wx
  globals.App = (definition) => {
    app = definition
  }
  globals.getApp = () => app as AppDefinition
  globals.getCurrentPages = () => [...stack]
  // The simulator knows components only. A page is one whose methods WeChat calls.
  globals.Page = ({ data, ...methods }) => globals.Component({ data, methods })
  for (const name of ['runtime', 'taro', 'vendors', 'common', 'app'])
    if (existsSync(join(dist, `${name}.js`))) require(join(dist, `${name}.js`))
  const launched = { path: '', query: {}, scene: 1001 }
  app?.onLaunch(launched)
  app?.onShow(launched)

  return {
    async open(route: string, query: Record<string, string> = {}): Promise<OpenPage> {
      stack.at(-1)?.onHide?.()
      const id = loaded.get(route) ?? simulate.load(join(dist, route), { rootPath: dist })
      loaded.set(route, id)
      const rendered = simulate.render(id)
      const root = document.body.appendChild(document.createElement('div'))
      rendered.attach(root)
      const instance = rendered.instance
      Object.assign(instance, { route, is: route })
      stack.push(instance)
      const page = new OpenPage(instance, rendered, root, isBusy)
      const setData = instance.setData.bind(instance)
      instance.setData = (data, done) => {
        page.setDataBytes.push(Buffer.byteLength(JSON.stringify(data)))
        setData(data, done)
      }
      instance.onLoad(query)
      instance.onShow?.()
      instance.onReady?.()
      await page.settle()
      return page
    },
  }
}
