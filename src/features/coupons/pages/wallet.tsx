import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { Page } from '@/shared/ui/page'
import { Tabs } from '@/shared/ui/tabs'
import { Offers } from '../offers'
import { Wallet } from '../wallet'

const TABS = [
  { name: 'usable', text: '我的券' },
  { name: 'offers', text: '可以领的' },
  { name: 'used', text: '用过的' },
] as const

export default function WalletPage() {
  const { params } = useRouter()
  const [selected, setSelected] = useState<(typeof TABS)[number]['name']>(
    params.show === 'offers' ? 'offers' : 'usable',
  )
  return (
    <Page title="优惠券">
      <Tabs tabs={TABS} selected={selected} onSelect={setSelected} />
      {selected === 'offers' ? <Offers /> : <Wallet key={selected} state={selected} />}
    </Page>
  )
}
