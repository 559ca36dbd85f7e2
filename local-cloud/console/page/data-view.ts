import { get, request, type StoredDocument } from './api'
import { ask, attempt, h, heading, noteLine, put } from './dom'
import { jsonEditor } from './json-editor'

const rowsPerPage = 20

interface Page {
  readonly items: StoredDocument[]
  readonly next: string | number | null
}

/** Words look for an id that starts with them; an object is a condition. undefined when it is neither. */
function filterOf(text: string): string | undefined {
  const words = text.trim()
  if (words === '') return '{}'
  if (!words.startsWith('{'))
    return JSON.stringify({ _id: { $regex: `^${words.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}` } })
  try {
    JSON.parse(words)
    return words
  } catch {
    return undefined
  }
}

/** One collection, page by page, and the document that is being edited. */
class CollectionView {
  /** The cursors of the pages that led here, so that one can go back. */
  private cursors: string[] = []
  private filter = '{}'
  private readonly list = h('div', { className: 'list' })
  private readonly pager = h('div', { className: 'row pager' })
  private readonly side = h('section', { className: 'card side' })
  private readonly note = noteLine()

  constructor(
    private readonly name: string,
    private readonly onChange: () => void,
  ) {}

  element(): HTMLElement {
    const search = h('input', {
      type: 'search',
      className: 'grow',
      placeholder: '_id 的开头，或条件：{"status": "active"}',
      'aria-label': '查找文档',
      onkeydown: (event: KeyboardEvent) => event.key === 'Enter' && this.search(search.value),
    })
    const find = h('button', { onclick: () => this.search(search.value) }, '查找')
    const make = h('button', { className: 'main', onclick: () => this.edit(undefined) }, '新建文档')
    this.showNothing()
    void this.load()
    return h(
      'div',
      { className: 'stack' },
      heading(this.name, '点一个文档查看和修改，保存后立即生效', make),
      h('div', { className: 'row' }, search, find),
      this.note,
      h('div', { className: 'split' }, h('section', { className: 'card flush' }, this.list, this.pager), this.side),
    )
  }

  private search(text: string): void {
    const filter = filterOf(text)
    this.note.className = 'note bad'
    put(this.note, filter === undefined ? '条件不是合法的 JSON，例如 {"status": "active"}' : '')
    if (filter === undefined) return
    this.filter = filter
    this.cursors = []
    void this.load()
  }

  private async load(): Promise<void> {
    const query = new URLSearchParams({ limit: String(rowsPerPage), query: this.filter })
    const after = this.cursors.at(-1)
    if (after !== undefined) query.set('after', after)
    try {
      this.show(await get<Page>(`/_local/collections/${this.name}?${query}`))
    } catch (error) {
      this.note.className = 'note bad'
      put(this.note, (error as Error).message)
    }
  }

  private show({ items, next }: Page): void {
    const rows = items.map((document) => {
      const { _id, ...rest } = document
      return h(
        'button',
        { className: 'item', 'data-id': String(_id), onclick: () => this.edit(document) },
        h('strong', {}, String(_id)),
        h('span', { className: 'second clip' }, JSON.stringify(rest)),
      )
    })
    const isSearch = this.filter !== '{}'
    put(
      this.list,
      ...(rows.length > 0
        ? rows
        : [h('p', { className: 'empty' }, isSearch ? '没有符合条件的文档' : '这个集合还是空的')]),
    )
    const back = () => {
      this.cursors.pop()
      void this.load()
    }
    const on = () => {
      this.cursors.push(String(next))
      void this.load()
    }
    put(
      this.pager,
      h('button', { disabled: this.cursors.length === 0, onclick: back }, '上一页'),
      h('span', { className: 'second' }, `第 ${this.cursors.length + 1} 页`),
      h('button', { disabled: next === null, onclick: on }, '下一页'),
    )
  }

  private mark(document: StoredDocument | undefined): void {
    for (const row of this.list.children) {
      const isEdited = document !== undefined && row.getAttribute('data-id') === String(document._id)
      row.setAttribute('aria-current', String(isEdited))
    }
  }

  private showNothing(): void {
    this.mark(undefined)
    put(this.side, h('p', { className: 'empty' }, '选一个文档，在这里查看和修改'))
  }

  private edit(document: StoredDocument | undefined): void {
    const text = JSON.stringify(document ?? { _id: '' }, null, 2)
    const note = noteLine()
    const editor = jsonEditor('文档内容', text, 22, () => {
      save.disabled = editor.value() === undefined || editor.area.value === text
    })
    const save = h(
      'button',
      {
        className: 'main',
        disabled: true,
        onclick: () => attempt(save, note, () => this.save(editor.value(), document)),
      },
      '保存',
    )
    const remove = h(
      'button',
      { className: 'danger', onclick: () => attempt(remove, note, () => this.remove(document)) },
      '删除',
    )
    const close = h('button', { onclick: () => this.showNothing() }, '关闭')
    put(
      this.side,
      h('h2', { className: 'clip' }, document ? String(document._id) : '新建文档'),
      editor.element,
      h('div', { className: 'row' }, save, document && remove, close),
      note,
    )
    editor.area.focus()
    editor.area.setSelectionRange(0, 0)
    editor.area.scrollTop = 0
    this.mark(document)
    this.side.scrollIntoView({ block: 'nearest' })
  }

  private async save(
    value: Record<string, unknown> | undefined,
    before: StoredDocument | undefined,
  ): Promise<string | undefined> {
    const id = value?._id
    if (typeof id !== 'string' || id === '') throw new Error('_id 要是一段非空的文字')
    if (before && id !== before._id) throw new Error('_id 不能修改；要换 _id，请新建一个文档')
    const address = `/_local/collections/${this.name}/${encodeURIComponent(id)}`
    if (
      !before &&
      (await get(address).then(
        () => true,
        () => false,
      ))
    )
      throw new Error('已经有这个 _id 的文档了')
    await request('PUT', address, value)
    this.refresh()
    this.edit(await get<StoredDocument>(address))
    return undefined
  }

  private async remove(document: StoredDocument | undefined): Promise<string | undefined> {
    if (!document || !ask(`删除 ${document._id}？删除后不能恢复。`)) return undefined
    await request('DELETE', `/_local/collections/${this.name}/${encodeURIComponent(document._id)}`)
    this.showNothing()
    this.refresh()
    return undefined
  }

  private refresh(): void {
    void this.load()
    this.onChange()
  }
}

export function dataView(name: string | undefined, onChange: () => void): HTMLElement {
  if (name !== undefined) return new CollectionView(name, onChange).element()
  return h(
    'div',
    { className: 'stack' },
    heading('数据库', '左边选一个集合'),
    h('section', { className: 'card' }, h('p', { className: 'empty' }, '集合在云函数第一次初始化时建立')),
  )
}
