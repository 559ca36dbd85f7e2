import { Text, View } from '@tarojs/components'
import { commonWords, useQuery } from '@/shared/api'
import { dateOf, dateText } from '@/shared/format/dates'
import { pointsText } from '@/shared/format/points'
import { useProgramme } from '@/shared/theme/programme'
import { Card } from '@/shared/ui/card'
import { Empty } from '@/shared/ui/empty'
import { Skeleton } from '@/shared/ui/skeleton'
import { Tag } from '@/shared/ui/tag'
import { Unavailable } from '@/shared/ui/unavailable'
import { byExpiry } from './expiring.shared'
import { Recoverable } from './recoverable'
import './expiring.css'

/** Until when which points can be spent. */
export function Expiring() {
  const programme = useProgramme()
  const { data, code, reload } = useQuery('points.expiring', {})
  if (!data && code) return <Unavailable text={commonWords[code]} code={code} onRetry={reload} />
  if (!data) return <Skeleton shape="card" />
  const today = dateOf(Date.now())
  const days = byExpiry(data.lots, today)
  const { recoverable } = data
  if (days.length === 0 && recoverable.length === 0)
    return <Empty drawing="receipt" text="没有会到期的批次" {...(programme && { note: programme.expiryText })} />

  return (
    <>
      <Recoverable recoverable={recoverable} />
      {days.length > 0 && (
        <Card>
          {days.map(({ expiresOn, points, isSoon }) => (
            <View className="expiring" key={expiresOn}>
              <Text className="expiring-date">{`${dateText(expiresOn, today)}到期`}</Text>
              {isSoon && <Tag text="快到期" tone="warn" />}
              <Text className="expiring-points number">{pointsText(points)}</Text>
            </View>
          ))}
        </Card>
      )}
      {programme && <View className="expiring-note">{programme.expiryText}</View>}
    </>
  )
}
