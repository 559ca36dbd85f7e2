import { Page } from '@/shared/ui/page'
import { MemberCard } from '../member-card'

export default function CardPage() {
  return (
    <Page title="会员码">
      <MemberCard />
    </Page>
  )
}
