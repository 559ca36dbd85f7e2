import { Text, View } from '@tarojs/components'
import type { Data } from '@/shared/api'
import { dateOf, withSpokenDates } from '@/shared/format/dates'
import { pointsText } from '@/shared/format/points'
import { Button } from '@/shared/ui/button'
import { Card } from '@/shared/ui/card'
import { useRecover } from './use-recover'
import './recoverable.css'

/** What has just expired and can be had back by one tap, while the grace lasts. */
export function Recoverable({ recoverable }: Pick<Data<'points.expiring'>, 'recoverable'>) {
  const { isPending, recover } = useRecover()
  const today = dateOf(Date.now())
  return (
    <>
      {recoverable.map(({ expiredOn, points, text }) => (
        <Card key={expiredOn}>
          <View className="recoverable">
            <Text className="recoverable-points number">{pointsText(points)}</Text>
            <Text className="recoverable-text">{withSpokenDates(text, today)}</Text>
          </View>
          <Button kind="quiet" isPending={isPending} onTap={() => recover(expiredOn)}>
            {isPending ? '正在找回' : '找回来'}
          </Button>
        </Card>
      ))}
    </>
  )
}
