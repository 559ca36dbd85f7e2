import { Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { unbroken } from '@/shared/format/unbroken'
import './ticket.css'

interface Props {
  readonly benefit: string
  readonly title: string
  /** In what shops and for what goods, and until when: two lines. */
  readonly scope: string
  readonly days: string
  readonly isSoon?: boolean
  /** A word across it where it cannot simply be used. */
  readonly stamp?: string
  /** Why it cannot be used now. */
  readonly whyNot?: string | undefined
  readonly children?: ReactNode
}

/** A coupon as a ticket: what it takes off in large, a perforation, then where and until when. */
export function Ticket({ benefit, title, scope, days, isSoon = false, stamp = '', whyNot, children }: Props) {
  return (
    <View className={stamp ? 'ticket stamped' : 'ticket'}>
      <View className="ticket-value">
        <Text className="ticket-benefit">{unbroken(benefit)}</Text>
        <Text className="ticket-title">{title}</Text>
        {stamp && <Text className="ticket-stamp">{stamp}</Text>}
      </View>
      <View className="ticket-cut" />
      <View className="ticket-terms">
        <View className="ticket-lines">
          <Text className="ticket-line">{scope}</Text>
          <Text className={isSoon ? 'ticket-line soon' : 'ticket-line'}>{days}</Text>
          {whyNot && <Text className="ticket-line">{whyNot}</Text>}
        </View>
        {children}
      </View>
    </View>
  )
}
