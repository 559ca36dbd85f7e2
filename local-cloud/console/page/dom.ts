type Child = Node | string | number | null | undefined | false
type Properties = Record<string, unknown>

/** Builds an element: `on...` are listeners, the rest are properties, or attributes where there is no such property. */
export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  properties: Properties = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === false) continue
    if (name.startsWith('on')) element.addEventListener(name.slice(2).toLowerCase(), value as EventListener)
    else if (name in element) Object.assign(element, { [name]: value })
    else element.setAttribute(name, String(value))
  }
  put(element, ...children)
  return element
}

/** Replaces what an element holds. */
export function put(element: Element, ...children: readonly Child[]): void {
  element.replaceChildren(
    ...children.filter((child) => child || child === 0).map((child) => (child instanceof Node ? child : String(child))),
  )
}

const dateTime = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
})

/** A moment on the cloud's clock, which is Beijing's. */
export function moment(ms: number | null): string {
  return ms === null ? '—' : dateTime.format(ms).replaceAll('/', '-')
}

export function ask(question: string): boolean {
  return window.confirm(question)
}

/** Runs an action of a button: one at a time, and its failure in words beside it. */
export async function attempt(button: HTMLButtonElement, note: HTMLElement, work: () => Promise<string | undefined>) {
  button.disabled = true
  note.className = 'note'
  put(note, '')
  try {
    put(note, (await work()) ?? '')
  } catch (error) {
    note.className = 'note bad'
    put(note, (error as Error).message)
  } finally {
    button.disabled = false
  }
}

export function noteLine(): HTMLElement {
  return h('p', { className: 'note', role: 'status' })
}

export function heading(title: string, explanation: string, ...actions: readonly Child[]): HTMLElement {
  return h(
    'header',
    { className: 'heading' },
    h('div', {}, h('h1', {}, title), h('p', { className: 'second' }, explanation)),
    h('div', { className: 'row' }, ...actions),
  )
}
