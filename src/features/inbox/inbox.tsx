import { Text, View } from '@tarojs/components'
import { commonWords } from '@/shared/api'
import { dateOf, momentText } from '@/shared/format/dates'
import { openLink } from '@/shared/routes'
import { Card } from '@/shared/ui/card'
import { Empty } from '@/shared/ui/empty'
import { ListEnd } from '@/shared/ui/list-end'
import { Skeleton } from '@/shared/ui/skeleton'
import { Tag } from '@/shared/ui/tag'
import { Unavailable } from '@/shared/ui/unavailable'
import { type Message, useInbox } from './use-inbox'
import './inbox.css'

function MessageCard({ message }: { message: Message }) {
  const { title, text, atMs, isNew, link } = message
  const moment = momentText(atMs, dateOf(Date.now()))
  const content = (
    <View className={isNew ? 'message new' : 'message'}>
      <View className="message-head">
        <Text className="message-title">{title}</Text>
        {isNew && <Tag text="未读" tone="warn" />}
      </View>
      <Text className="message-text">{text}</Text>
      <View className={link ? 'message-foot opens' : 'message-foot'}>
        <Text className="number">{moment}</Text>
        {link && <Text className="message-open">查看</Text>}
      </View>
    </View>
  )
  if (!link) return <Card>{content}</Card>
  return (
    <Card
      onTap={() => openLink(link)}
      label={[isNew && '未读', title, text, moment, '查看'].filter(Boolean).join('，')}
    >
      {content}
    </Card>
  )
}

/** What the shop has told this member, newest first. */
export function Inbox() {
  const { messages, hasMore, code, loadFirst, loadMore } = useInbox()
  if (!messages && code) return <Unavailable text={commonWords[code]} code={code} onRetry={loadFirst} />
  if (!messages)
    return (
      <>
        <Skeleton shape="card" />
        <Skeleton shape="card" />
      </>
    )
  if (messages.length === 0)
    return <Empty drawing="letter" text="还没有消息" note="快到期、到账这些和您有关的事，会写在这里" />

  return (
    <>
      {messages.map((message) => (
        <MessageCard key={message.id} message={message} />
      ))}
      <ListEnd hasMore={hasMore} moreText="看更早的消息" trouble={code && commonWords[code]} onMore={loadMore} />
    </>
  )
}
