import { addressTrouble, NO_ADDRESS, trimmed } from './address.shared'

const full = { name: '阿棠', phone: '13800001234', region: '江苏省苏州市姑苏区', detail: '平江路 1 号' }

test.each([
  [NO_ADDRESS, '请填收件人'],
  [{ ...full, phone: ' ' }, '请填电话'],
  [{ ...full, detail: '' }, '请填详细地址'],
  [{ ...full, phone: '一三八' }, '电话好像不对，请检查一下'],
  [full, ''],
])('%j: %s', (address, trouble) => expect(addressTrouble(address)).toBe(trouble))

test('spaces around what was typed are not sent', () => {
  expect(trimmed({ ...full, name: ' 阿棠 ' })).toEqual(full)
})
