import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { usePointsName } from '@/shared/theme/programme'
import { Page } from '@/shared/ui/page'
import { Tabs } from '@/shared/ui/tabs'
import { Expiring } from '../expiring'
import { Statement } from '../statement'

const TABS = [
  { name: 'entries', text: '明细' },
  { name: 'expiring', text: '到期日' },
] as const

export default function StatementPage() {
  const name = usePointsName()
  const { params } = useRouter()
  const [selected, setSelected] = useState<(typeof TABS)[number]['name']>(
    params.show === 'expiring' ? 'expiring' : 'entries',
  )
  return (
    <Page title={`${name}明细`}>
      <Tabs tabs={TABS} selected={selected} onSelect={setSelected} />
      {selected === 'entries' ? <Statement /> : <Expiring />}
    </Page>
  )
}
