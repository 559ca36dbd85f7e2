import { Text, View } from '@tarojs/components'
import { type Data, operator } from '@/shared/api'
import { Card } from '@/shared/ui/card'
import { Empty } from '@/shared/ui/empty'
import { Skeleton } from '@/shared/ui/skeleton'
import { Tag } from '@/shared/ui/tag'
import { Unavailable } from '@/shared/ui/unavailable'
import { lintWords } from './messages'
import './findings.css'

type Finding = Data<'ops.lint'>['findings'][number]

function FindingCard({ finding: { severity, path, what, todo, example } }: { finding: Finding }) {
  return (
    <Card>
      <View className="finding-head">
        <Tag text={severity === 'error' ? '要改' : '留意'} tone={severity === 'error' ? 'warn' : 'plain'} />
        <Text className="finding-path">{path}</Text>
      </View>
      <View className="finding-what">{what}</View>
      {example && <View className="finding-example">{`比如：${example}`}</View>}
      <View className="finding-todo">{`怎么改：${todo}`}</View>
    </Card>
  )
}

/** What in the draft is most likely not meant; where, and what to do about it. */
export function Findings({ campaignId }: { campaignId: string }) {
  const { data, code, reload } = operator.useQuery('ops.lint', { campaignId })
  if (!data && code) return <Unavailable text={lintWords[code]} code={code} onRetry={reload} />
  if (!data)
    return (
      <>
        <Skeleton shape="card" />
        <Skeleton shape="card" />
      </>
    )
  if (data.findings.length === 0)
    return (
      <Empty
        drawing="receipt"
        text="没有发现问题"
        note="套利、叠加、失效的券、写不到的日子都看过了；发布前再预演一遍"
      />
    )
  return (
    <>
      {data.findings.map((finding) => (
        <FindingCard key={`${finding.code}|${finding.path}`} finding={finding} />
      ))}
    </>
  )
}
