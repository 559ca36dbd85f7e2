import { commonWords } from '@/shared/api'
import { Page } from '@/shared/ui/page'
import { Skeleton } from '@/shared/ui/skeleton'
import { Unavailable } from '@/shared/ui/unavailable'
import { Profile } from '../profile'
import { useMe } from '../use-me'
import { Welcome } from '../welcome'

export default function ProfilePage() {
  const { me, isVisitor, trouble, reload } = useMe()
  return (
    <Page title="个人资料">
      {me && <Profile member={me.member} />}
      {isVisitor && <Welcome />}
      {trouble && <Unavailable text={commonWords[trouble]} code={trouble} onRetry={reload} />}
      {!me && !isVisitor && !trouble && <Skeleton shape="card" />}
    </Page>
  )
}
