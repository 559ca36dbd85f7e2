import { type ClockInfo, type FunctionInfo, get } from './api'
import { dataView } from './data-view'
import { h, moment, put } from './dom'
import { faultView } from './fault-view'
import { filesView } from './file-view'
import { functionView } from './function-view'
import { clockView, stateOf, timersView } from './time-views'

interface CollectionInfo {
  readonly name: string
  readonly count: number
}

const app = document.getElementById('app') as HTMLElement
const nav = h('nav', { 'aria-label': '栏目' })
const main = h('main', { tabIndex: -1 })
const chip = h('a', { href: '#/clock', className: 'chip figures', title: '云端时间' })

let collections: readonly CollectionInfo[] = []
let functions: readonly FunctionInfo[] = []

function link(address: string, label: string, figure?: number): HTMLElement {
  const isHere = decodeURIComponent(location.hash) === address
  const count = figure === undefined ? null : h('span', { className: 'figures second' }, figure.toLocaleString('zh-CN'))
  return h(
    'a',
    { href: address, 'aria-current': isHere ? 'page' : undefined },
    h('span', { className: 'clip' }, label),
    count,
  )
}

function showNav(): void {
  put(
    nav,
    h('h2', {}, '数据库'),
    ...collections.map(({ name, count }) => link(`#/data/${name}`, name, count)),
    collections.length === 0 && h('p', { className: 'second' }, '还没有集合'),
    h('h2', {}, '云函数'),
    ...functions.map(({ name }) => link(`#/functions/${name}`, name)),
    functions.length === 0 && h('p', { className: 'second' }, '正在构建'),
    h('h2', {}, '存储'),
    link('#/files', '文件'),
    h('h2', {}, '环境'),
    link('#/timers', '定时器'),
    link('#/clock', '时钟'),
    link('#/faults', '故障'),
  )
}

function showChip(clock: ClockInfo): void {
  chip.classList.toggle('warn', !clock.isReal)
  put(chip, clock.isReal ? moment(clock.nowMs) : `${moment(clock.nowMs)} ${stateOf(clock)}`)
}

async function refresh(): Promise<void> {
  const [data, code, clock] = await Promise.all([
    get<{ items: CollectionInfo[] }>('/_local/collections'),
    get<{ items: FunctionInfo[] }>('/_local/functions'),
    get<ClockInfo>('/_local/clock'),
  ])
  collections = data.items
  functions = code.items
  showChip(clock)
  showNav()
}

async function view(): Promise<HTMLElement> {
  const [, area = '', name] = decodeURIComponent(location.hash).split('/')
  const called = functions.find((one) => one.name === name)
  if (area === 'functions' && called) return functionView(called)
  if (area === 'files') return filesView()
  if (area === 'timers') return timersView()
  if (area === 'clock') return clockView(await get<ClockInfo>('/_local/clock'), showChip)
  if (area === 'faults') return faultView()
  return dataView(area === 'data' ? name : undefined, () => void refresh())
}

async function show(): Promise<void> {
  put(main, await view())
  showNav()
  window.scrollTo(0, 0)
}

async function start(): Promise<void> {
  const title = h('a', { href: '#/', className: 'title' }, '本地云控制台')
  put(app, h('header', { className: 'bar' }, title, chip), nav, main)
  await refresh()
  if (location.hash === '' && collections[0]) history.replaceState(null, '', `#/data/${collections[0].name}`)
  await show()
  window.addEventListener('hashchange', () => void show())
  // What a function writes meanwhile shows in the counts; a server that was stopped is found again by itself.
  setInterval(() => document.visibilityState === 'visible' && refresh().catch(() => {}), 3_000)
}

start().catch((error: Error) => put(main, h('p', { className: 'empty' }, error.message)))
