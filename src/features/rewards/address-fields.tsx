import { TextField } from '@/shared/ui/text-field'
import type { Address } from './address.shared'

/** Where it is sent. Kept with this order alone, sealed. */
export function AddressFields({ address, onChange }: { address: Address; onChange: (address: Address) => void }) {
  const field = (name: keyof Address) => ({
    value: address[name],
    onChange: (value: string) => onChange({ ...address, [name]: value }),
  })
  return (
    <>
      <TextField name="收件人" maxLength={20} {...field('name')} />
      <TextField name="电话" maxLength={20} {...field('phone')} />
      <TextField name="省市区" maxLength={40} placeholder="江苏省苏州市姑苏区" {...field('region')} />
      <TextField name="详细地址" maxLength={100} placeholder="街道、门牌号" {...field('detail')} />
    </>
  )
}
