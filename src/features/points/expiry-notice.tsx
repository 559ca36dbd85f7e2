import type { Data } from '@/shared/api'
import { dateOf, spokenDate } from '@/shared/format/dates'
import { pointsText } from '@/shared/format/points'
import { openPage } from '@/shared/routes'
import { Notice } from '@/shared/ui/notice'
import { endsSoon } from './expiring.shared'

interface Props {
  readonly nextExpiry: Data<'members.me'>['points']['nextExpiry']
  /** What the shop calls its points. */
  readonly name: string
}

/** One quiet line while points end soon: the same that the inbox told, where nobody has to look for it. */
export function ExpiryNotice({ nextExpiry, name }: Props) {
  const today = dateOf(Date.now())
  if (!nextExpiry || !endsSoon(nextExpiry.on, today)) return null
  const text = `${pointsText(nextExpiry.points)} ${name}在${spokenDate(nextExpiry.on, today)}到期，当天还能用`
  return <Notice text={text} onTap={() => openPage('expiring')} />
}
