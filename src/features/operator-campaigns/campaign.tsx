import { useState } from 'react'
import { Tabs } from '@/shared/ui/tabs'
import { Findings } from './findings'
import { Rehearsal } from './rehearsal'
import { Report } from './report'
import { firstTab } from './report.shared'

const TABS = [
  { name: 'report', text: '效果' },
  { name: 'rehearsal', text: '预演' },
  { name: 'findings', text: '体检' },
] as const

/** One campaign: what it has done, what it would have done, and what is wrong with it. */
export function Campaign({ campaignId, state }: { campaignId: string; state: string }) {
  const [shown, show] = useState<(typeof TABS)[number]['name']>(firstTab(state))
  return (
    <>
      <Tabs tabs={TABS} selected={shown} onSelect={show} />
      {shown === 'report' && <Report campaignId={campaignId} />}
      {shown === 'rehearsal' && <Rehearsal campaignId={campaignId} onFindings={() => show('findings')} />}
      {shown === 'findings' && <Findings campaignId={campaignId} />}
    </>
  )
}
