import { isCloudPath, mostFileBytes } from '../../files/cloud-path'
import { type FileInfo, get, request, upload } from './api'
import { ask, attempt, h, heading, moment, noteLine, put } from './dom'

const rowsPerPage = 100

interface Page {
  readonly items: readonly FileInfo[]
  readonly next: string | null
}

function sizeOf(bytes: number): string {
  if (bytes < 1_024) return `${bytes} 字节`
  const kilobytes = bytes / 1_024
  return kilobytes < 1_024 ? `${kilobytes.toFixed(1)} KB` : `${(kilobytes / 1_024).toFixed(1)} MB`
}

const addressOf = ({ fileId }: FileInfo) => `/_files?id=${encodeURIComponent(fileId)}`

/** A name on this computer may hold what a path in the cloud may not. */
const pathFor = (name: string) => `uploads/${name.replaceAll(/[^A-Za-z0-9!_.*-]+/g, '-')}`

function uploader(note: HTMLElement, onChange: () => Promise<void>): HTMLElement {
  const path = h('input', {
    className: 'grow',
    placeholder: '云端路径，例如 uploads/orders.csv',
    'aria-label': '云端路径',
  })
  const chosen = h('input', {
    type: 'file',
    'aria-label': '要上传的文件',
    onchange: () => {
      path.value = pathFor(chosen.files?.[0]?.name ?? '')
    },
  })
  const send = async () => {
    const file = chosen.files?.[0]
    if (!file) throw new Error('先选一个文件')
    if (file.size > mostFileBytes) throw new Error('文件超过 10 MB')
    if (!isCloudPath(path.value)) throw new Error('云端路径只能有字母、数字和 ! _ . * -，用 / 分开各级')
    const { fileId } = await upload(path.value, file)
    await onChange()
    return `已上传，文件 ID：${fileId}`
  }
  const button = h('button', { className: 'main', onclick: () => attempt(button, note, send) }, '上传')
  return h('div', { className: 'row' }, chosen, path, button)
}

/** What is stored in the cloud, and the upload of an operator. */
export function filesView(): HTMLElement {
  const list = h('div', { className: 'list' })
  const more = h('button', { onclick: () => attempt(more, note, () => load(next)) }, '再显示一些')
  const note = noteLine()
  let next: string | null = null

  const row = (file: FileInfo) => {
    const remove = h('button', { className: 'danger', onclick: () => attempt(remove, note, () => drop(file)) }, '删除')
    return h(
      'div',
      { className: 'record file' },
      h(
        'div',
        { className: 'stack tight' },
        h('strong', {}, file.path),
        h('code', { className: 'second clip' }, file.fileId),
      ),
      h('span', { className: 'figures' }, sizeOf(file.bytes)),
      h('span', { className: 'second' }, file.openid === null ? '云端' : `用户 ${file.openid}`),
      h('span', { className: 'figures second' }, moment(file.storedAtMs)),
      h('a', { href: addressOf(file), target: '_blank', className: 'button' }, '打开'),
      remove,
    )
  }

  async function load(after: string | null): Promise<undefined> {
    const query = new URLSearchParams({ limit: String(rowsPerPage), after: after ?? '' })
    const page = await get<Page>(`/_local/files?${query}`)
    const rows = page.items.map(row)
    if (after === null) put(list, ...(rows.length > 0 ? rows : [h('p', { className: 'empty' }, '还没有文件')]))
    else list.append(...rows)
    next = page.next
    more.hidden = next === null
  }

  async function drop({ path }: FileInfo): Promise<string | undefined> {
    if (!ask(`删除 ${path}？删除后不能恢复。`)) return undefined
    await request('DELETE', `/_local/files/${path}`)
    await load(null)
    return undefined
  }

  const refresh = () => load(null).then(() => {})
  refresh().catch((error: Error) => put(note, error.message))
  return h(
    'div',
    { className: 'stack' },
    heading('文件', '云存储里的文件，每个不超过 10 MB'),
    h('section', { className: 'card stack' }, uploader(note, refresh), note),
    h('section', { className: 'card flush' }, list),
    h('div', {}, more),
  )
}
