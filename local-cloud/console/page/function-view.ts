import { type FunctionInfo, get, type InvocationInfo, request } from './api'
import { attempt, h, heading, moment, noteLine, put } from './dom'
import { jsonEditor } from './json-editor'

const sources: Record<string, string> = {
  wx_client: '小程序',
  wx_devtools: '控制台',
  wx_trigger: '定时器',
  wx_http: 'HTTP',
}

/** What was sent last to each function stays on this computer. */
const remembered = (name: string) => localStorage.getItem(`event:${name}`) ?? '{\n  \n}'

function pretty(value: unknown): string {
  return JSON.stringify(value, null, 2)
}

function details(invocation: InvocationInfo): HTMLElement {
  return h(
    'div',
    { className: 'stack' },
    h('h3', {}, '事件'),
    h('pre', {}, pretty(invocation.event)),
    h('h3', {}, '返回'),
    h('pre', {}, pretty(invocation.reply)),
    h('h3', {}, `日志（${invocation.lines.length} 行）`),
    h('pre', {}, invocation.lines.join('\n') || '没有输出'),
  )
}

function row(invocation: InvocationInfo): HTMLElement {
  const body = h('div', { className: 'inset' })
  return h(
    'details',
    { ontoggle: () => body.childElementCount === 0 && put(body, details(invocation)) },
    h(
      'summary',
      { className: 'record' },
      h('span', { className: 'figures' }, moment(invocation.atMs)),
      h('strong', {}, invocation.function),
      h('span', { className: 'chip' }, sources[invocation.source] ?? invocation.source),
      h('span', { className: 'second clip' }, invocation.openid ?? ''),
      h('span', { className: 'figures second' }, `${invocation.ms} 毫秒`),
    ),
    body,
  )
}

function recent(name: string): { element: HTMLElement; refresh: () => Promise<void> } {
  const list = h('div', { className: 'list' })
  let newest = 0
  const refresh = async () => {
    const { items } = await get<{ items: InvocationInfo[] }>(`/_local/log?limit=200${newest ? `&after=${newest}` : ''}`)
    newest = items.at(-1)?.seq ?? newest
    const mine = items.filter((one) => one.function === name)
    if (mine.length > 0) list.querySelector('.empty')?.remove()
    list.prepend(...mine.map(row).reverse())
  }
  put(list, h('p', { className: 'empty' }, '还没有调用记录'))
  return { element: list, refresh }
}

export function functionView({ name, timeoutSeconds, httpPath, openapi }: FunctionInfo): HTMLElement {
  const note = noteLine()
  const output = h('pre', { className: 'output', 'aria-live': 'polite' }, '调用后，返回值显示在这里')
  const openid = h('input', {
    placeholder: '留空：以控制台身份调用',
    'aria-label': '调用者的 openid',
    autocomplete: 'off',
  })
  const editor = jsonEditor('事件', remembered(name), 12)
  const log = recent(name)
  const call = h('button', { className: 'main', onclick: () => attempt(call, note, run) }, '调用')

  async function run(): Promise<string> {
    const event = editor.value()
    if (!event) throw new Error('事件还不是合法的 JSON')
    localStorage.setItem(`event:${name}`, editor.area.value)
    const headers: Record<string, string> = openid.value ? { 'x-wx-openid': openid.value } : {}
    const startedMs = performance.now()
    try {
      put(output, pretty(await request('POST', `/functions/${name}`, event, headers)))
      return `用时 ${Math.round(performance.now() - startedMs)} 毫秒`
    } finally {
      void log.refresh()
    }
  }

  editor.area.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) call.click()
  })
  void log.refresh()
  const alive = setInterval(
    () => (log.element.isConnected ? log.refresh().catch(() => {}) : clearInterval(alive)),
    2_000,
  )
  const about = [
    `时限 ${timeoutSeconds} 秒`,
    httpPath && `HTTP 触发 POST /http${httpPath}`,
    openapi.length > 0 && `可用的微信接口：${openapi.join('、')}`,
  ]
    .filter(Boolean)
    .join('，')
  return h(
    'div',
    { className: 'stack' },
    heading(name, about),
    h(
      'div',
      { className: 'split even' },
      h(
        'section',
        { className: 'card stack' },
        h('label', { className: 'field' }, h('span', {}, '以谁的身份'), openid),
        h('label', { className: 'field' }, h('span', {}, '事件（JSON）'), editor.element),
        h('div', { className: 'row' }, call, h('span', { className: 'second' }, '或按 Ctrl + Enter'), note),
      ),
      h('section', { className: 'card stack' }, h('h2', {}, '返回'), output),
    ),
    h('section', { className: 'card flush' }, h('h2', { className: 'inset' }, '最近的调用'), log.element),
  )
}
