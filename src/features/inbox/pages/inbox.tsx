import { Page } from '@/shared/ui/page'
import { Inbox } from '../inbox'

export default function InboxPage() {
  return (
    <Page title="消息">
      <Inbox />
    </Page>
  )
}
