/** Where something is sent, as it is typed. */
export interface Address {
  readonly name: string
  readonly phone: string
  readonly region: string
  readonly detail: string
}

export const NO_ADDRESS: Address = { name: '', phone: '', region: '', detail: '' }

const ASKED: readonly (readonly [keyof Address, string])[] = [
  ['name', '收件人'],
  ['phone', '电话'],
  ['region', '省市区'],
  ['detail', '详细地址'],
]

/** What is still to be filled in, said kindly; empty when nothing is. */
export function addressTrouble(address: Address): string {
  const missing = ASKED.find(([field]) => address[field].trim() === '')
  if (missing) return `请填${missing[1]}`
  return /^\+?[\d -]{5,20}$/.test(address.phone.trim()) ? '' : '电话好像不对，请检查一下'
}

export const trimmed = (address: Address): Address => ({
  name: address.name.trim(),
  phone: address.phone.trim(),
  region: address.region.trim(),
  detail: address.detail.trim(),
})
