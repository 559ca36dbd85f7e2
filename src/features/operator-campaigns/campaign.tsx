import { useState } from 'react'
import { Tabs } from '@/shared/ui/tabs'
import { Findings } from './findings'
import { Rehearsal } from './rehearsal'

const TABS = [
  { name: 'rehearsal', text: '预演' },
  { name: 'findings', text: '体检' },
] as const

/** One campaign before it is published: what it would have done, and what is wrong with it. */
export function Campaign({ campaignId }: { campaignId: string }) {
  const [shown, show] = useState<(typeof TABS)[number]['name']>('rehearsal')
  return (
    <>
      <Tabs tabs={TABS} selected={shown} onSelect={show} />
      {shown === 'rehearsal' ? (
        <Rehearsal campaignId={campaignId} onFindings={() => show('findings')} />
      ) : (
        <Findings campaignId={campaignId} />
      )}
    </>
  )
}
