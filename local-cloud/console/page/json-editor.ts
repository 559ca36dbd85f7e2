import { h, put } from './dom'
import { jsonMistake } from './json-mistake'

export interface JsonEditor {
  readonly element: HTMLElement
  readonly area: HTMLTextAreaElement
  /** undefined while what stands there is no JSON object; the reason stands below it. */
  value(): Record<string, unknown> | undefined
}

function parse(text: string): { value?: Record<string, unknown>; problem: string } {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return { value: value as Record<string, unknown>, problem: '' }
    return { problem: '最外层要是一个对象：{ … }' }
  } catch {
    const mistake = jsonMistake(text)
    return { problem: mistake ? `第 ${mistake.line} 行第 ${mistake.column} 列不是合法的 JSON` : '不是合法的 JSON' }
  }
}

/** A text field for one JSON object, judged while it is typed. */
export function jsonEditor(label: string, initial: string, rows: number, onChange: () => void = () => {}): JsonEditor {
  const message = h('p', { className: 'note bad', role: 'status' })
  const judge = () => {
    const { problem } = parse(area.value)
    area.setAttribute('aria-invalid', String(problem !== ''))
    put(message, problem)
    onChange()
  }
  const area = h('textarea', {
    className: 'code',
    value: initial,
    rows,
    spellcheck: false,
    autocomplete: 'off',
    'aria-label': label,
    oninput: judge,
    onkeydown: (event: KeyboardEvent) => {
      // A tab indents, as everywhere code is written; Escape leaves the field for those who move by keyboard.
      if (event.key === 'Escape') area.blur()
      if (event.key !== 'Tab' || event.shiftKey) return
      event.preventDefault()
      area.setRangeText('  ', area.selectionStart, area.selectionEnd, 'end')
      judge()
    },
  })
  return { element: h('div', { className: 'stack' }, area, message), area, value: () => parse(area.value).value }
}
