import { commonWords } from '@/shared/api'
import { usePointsName } from '@/shared/theme/programme'
import { Page } from '@/shared/ui/page'
import { Skeleton } from '@/shared/ui/skeleton'
import { Unavailable } from '@/shared/ui/unavailable'
import { MonthView } from '../month-view'
import { useCheckIn } from '../use-check-in'

export default function CalendarPage() {
  const pointsName = usePointsName()
  const { status, code, reload, ...commands } = useCheckIn()
  return (
    <Page title="签到">
      {status && <MonthView status={status} pointsName={pointsName} {...commands} />}
      {!status && code && <Unavailable text={commonWords[code]} code={code} onRetry={reload} />}
      {!status && !code && (
        <>
          <Skeleton shape="card" />
          <Skeleton shape="card" />
        </>
      )}
    </Page>
  )
}
