import { Text, View } from '@tarojs/components'
import { dateText } from '@/shared/format/dates'
import { type Day, monthOf, type Status } from './days.shared'
import './calendar.css'

const WEEK = ['一', '二', '三', '四', '五', '六', '日']
const STATES: Record<Day['state'], string> = { done: '已签到', open: '还没签到', missed: '没有签到', ahead: '还没到' }

interface Props {
  readonly status: Status
  readonly onMakeUp: (date: string) => void
}

/** The month, calm: done days softly filled, today ringed, missed days plain. */
export function Calendar({ status, onMakeUp }: Props) {
  const { blanks, days } = monthOf(status)
  const spoken = ({ date, state, canMakeUp }: Day) =>
    `${dateText(date, status.today)}，${STATES[state]}${canMakeUp ? '，可以补签' : ''}`

  return (
    <View className="calendar">
      {WEEK.map((name) => (
        <Text key={name} className="calendar-cell calendar-week">
          {name}
        </Text>
      ))}
      {Array.from({ length: blanks }, (_, at) => (
        <View key={at} className="calendar-cell" />
      ))}
      {days.map((day) => (
        <View
          key={day.date}
          compileMode
          className="calendar-cell"
          onClick={() => day.canMakeUp && onMakeUp(day.date)}
          role={day.canMakeUp ? 'button' : 'img'}
          ariaRole={day.canMakeUp ? 'button' : 'img'}
          ariaLabel={spoken(day)}
        >
          <View className={`day ${day.state}${day.isToday ? ' today' : ''}${day.canMakeUp ? ' can-make-up' : ''}`}>
            {day.dayOfMonth}
          </View>
        </View>
      ))}
    </View>
  )
}
