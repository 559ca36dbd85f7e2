import { addressText } from './address-text.shared'

test('an address is one line for a carrier’s form', () => {
  const address = { name: '林小梅', phone: '13800001234', region: '浙江省杭州市西湖区', detail: '文三路 90 号' }
  expect(addressText(address)).toBe('林小梅 13800001234 浙江省杭州市西湖区文三路 90 号')
})
