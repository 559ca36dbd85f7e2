import { openText, sealText } from './sealed-text'

const keys: Record<string, Buffer> = { 1: Buffer.alloc(32, 1), 2: Buffer.alloc(32, 2) }
const keyOf = (id: string) => keys[id] ?? Buffer.alloc(32)
const nonce = Buffer.alloc(12, 5)
const seal = (id: string, text: string) => sealText({ id, bytes: keyOf(id) }, nonce, text)

test.each(['13800001234', '', '林小梅🌸'])('%j is opened as it was sealed, with the key that its id names', (text) => {
  for (const id of ['1', '2']) {
    const sealed = seal(id, text)
    expect(sealed.startsWith(`${id}.`)).toBe(true)
    expect(openText(keyOf, sealed)).toBe(text)
  }
})

test('what was sealed shows nothing of its text', () => {
  const sealed = seal('1', '13800001234')
  expect(sealed).not.toContain('1380000')
  expect(Buffer.from(sealed.slice(2), 'base64url').toString('latin1')).not.toContain('1380000')
})

test('a changed character, another key, and what is no sealed text are not opened', () => {
  const sealed = seal('1', '13800001234')
  for (let at = 2; at < sealed.length; at += 1) {
    const other = sealed[at] === 'A' ? 'B' : 'A'
    const changed = `${sealed.slice(0, at)}${other}${sealed.slice(at + 1)}`
    // The last character may carry bits that no byte has.
    const isSame = Buffer.from(changed.slice(2), 'base64url').equals(Buffer.from(sealed.slice(2), 'base64url'))
    expect(openText(keyOf, changed)).toBe(isSame ? '13800001234' : null)
  }
  for (const wrong of [`2${sealed.slice(1)}`, '', '1', '1.', '1.AAAA', '13800001234'])
    expect(openText(keyOf, wrong)).toBeNull()
})
