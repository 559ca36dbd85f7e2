import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { Chips } from '@/shared/ui/chips'
import { Page } from '@/shared/ui/page'
import { Tabs } from '@/shared/ui/tabs'
import { Offers } from '../offers'
import { type Pocket, Wallet } from '../wallet'

const TABS = [
  { name: 'usable', text: '我的券' },
  { name: 'offers', text: '可以领的' },
  { name: 'others', text: '其他的' },
] as const

/** What is no longer there to be used, or not now. */
const OTHERS = [
  { name: 'used', text: '用过的' },
  { name: 'expired', text: '过期的' },
  { name: 'giving', text: '在送的' },
  { name: 'given', text: '送出的' },
] as const satisfies readonly { name: Pocket; text: string }[]

function OtherPockets() {
  const [pocket, setPocket] = useState<(typeof OTHERS)[number]['name']>('used')
  return (
    <>
      <Chips chips={OTHERS} selected={pocket} onSelect={setPocket} />
      <Wallet key={pocket} pocket={pocket} />
    </>
  )
}

export default function WalletPage() {
  const { params } = useRouter()
  const [selected, setSelected] = useState<(typeof TABS)[number]['name']>(
    params.show === 'offers' ? 'offers' : 'usable',
  )
  return (
    <Page title="优惠券">
      <Tabs tabs={TABS} selected={selected} onSelect={setSelected} />
      {selected === 'usable' && <Wallet pocket="usable" onOffers={() => setSelected('offers')} />}
      {selected === 'offers' && <Offers />}
      {selected === 'others' && <OtherPockets />}
    </Page>
  )
}
