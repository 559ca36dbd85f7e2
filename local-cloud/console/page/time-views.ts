import { type ClockInfo, get, request, type TimerInfo } from './api'
import { attempt, h, heading, moment, noteLine, put } from './dom'

const hourMs = 3_600_000
const jumps: [string, number][] = [
  ['快进 1 小时', hourMs],
  ['到明天此时', 24 * hourMs],
  ['快进 7 天', 7 * 24 * hourMs],
  ['快进 30 天', 30 * 24 * hourMs],
]

export function stateOf({ isStopped, isReal }: ClockInfo): string {
  if (isReal) return '真实时间'
  return isStopped ? '时间已停住' : '时间被拨动过，正在走'
}

export function clockView(clock: ClockInfo, onChange: (clock: ClockInfo) => void): HTMLElement {
  const face = h('p', { className: 'face figures' })
  const state = h('p', { className: 'second' })
  const note = noteLine()
  let shown = clock
  let readAtMs = performance.now()
  const tick = () => put(face, moment(shown.nowMs + (shown.isStopped ? 0 : performance.now() - readAtMs)))
  const show = (next: ClockInfo) => {
    shown = next
    readAtMs = performance.now()
    put(state, stateOf(next))
    tick()
    onChange(next)
    return undefined
  }
  const set = (body: object) => request<ClockInfo>('POST', '/_local/clock', body).then(show)
  const button = (label: string, work: () => Promise<string | undefined>, className = '') => {
    const element: HTMLButtonElement = h('button', { className, onclick: () => attempt(element, note, work) }, label)
    return element
  }
  const at = h('input', { type: 'datetime-local', step: 1, 'aria-label': '停在什么时候（北京时间）' })
  at.value = moment(clock.nowMs).replace(' ', 'T')
  const real = button('回到真实时间', () => request<ClockInfo>('DELETE', '/_local/clock').then(show))
  show(clock)
  const alive = setInterval(() => (face.isConnected ? tick() : clearInterval(alive)), 250)
  return h(
    'div',
    { className: 'stack' },
    heading('时钟', '云函数和定时器看到的北京时间。快进跨过的定时器各触发一次', real),
    h(
      'section',
      { className: 'card stack' },
      face,
      state,
      h('div', { className: 'row' }, ...jumps.map(([label, advanceMs]) => button(label, () => set({ advanceMs })))),
      h(
        'div',
        { className: 'row' },
        at,
        button('停在这个时间', () => set({ now: `${at.value}+08:00` }), 'main'),
      ),
      note,
    ),
  )
}

export function timersView(): HTMLElement {
  const list = h('div', { className: 'list' })
  const note = noteLine()
  const load = async () => {
    const { items } = await get<{ items: TimerInfo[] }>('/_local/timers')
    put(list, ...(items.length > 0 ? items.map(line) : [h('p', { className: 'empty' }, '没有云函数带定时器')]))
  }
  const line = (timer: TimerInfo) => {
    const fire: HTMLButtonElement = h('button', { onclick: () => attempt(fire, note, () => run(timer)) }, '立即触发')
    return h(
      'div',
      { className: 'record timer' },
      h('div', {}, h('strong', {}, timer.name), h('p', { className: 'second' }, `云函数 ${timer.function}`)),
      h('code', {}, timer.config),
      h(
        'div',
        {},
        h('span', { className: 'second' }, '下次 '),
        h('span', { className: 'figures' }, moment(timer.nextAtMs)),
      ),
      h(
        'div',
        {},
        h('span', { className: 'second' }, '上次 '),
        h('span', { className: 'figures' }, moment(timer.lastAtMs)),
      ),
      fire,
    )
  }
  const run = async ({ name }: TimerInfo) => {
    await request('POST', `/_local/timers/${name}`, {})
    await load()
    return `${name} 已触发，返回值在云函数的调用记录里`
  }
  void load()
  const alive = setInterval(() => (list.isConnected ? load().catch(() => {}) : clearInterval(alive)), 5_000)
  return h(
    'div',
    { className: 'stack' },
    heading('定时器', '按上面的时钟触发，也可以手动触发'),
    h('section', { className: 'card flush' }, list),
    note,
  )
}
