import type { ReactNode } from 'react'
import { openPage } from '@/shared/routes'
import { Empty } from '@/shared/ui/empty'
import { Page } from '@/shared/ui/page'
import { Skeleton } from '@/shared/ui/skeleton'
import { Unavailable } from '@/shared/ui/unavailable'
import { acceptWords } from './messages'
import { rememberStaff } from './staff-mark'
import { type Desk, type Me, type Store, useDesk } from './use-desk'

export interface AtStore {
  readonly me: Me
  readonly store: Store
  readonly desk: Desk
  readonly choose: (storeId: string) => void
}

const deskOf = ({ roles }: Me, { storeId }: Store): Desk => ({ storeId, isManager: roles.includes('manager') })

/** A page of the desk: there is something on it only for staff, and always for one store. */
export function WithStore({ title, children }: { title: string; children: (at: AtStore) => ReactNode }) {
  const { me, store, code, reload, choose } = useDesk()
  if (me) rememberStaff(me.roles)
  return (
    <Page title={title}>
      {me && store && children({ me, store, desk: deskOf(me, store), choose })}
      {me && !store && (
        <Empty
          drawing="shelf"
          text="还没有门店"
          note="请店长或运营发一个门店邀请码给您"
          {...(me.roles.includes('operator') && {
            action: { text: '去看活动', onTap: () => openPage('operatorCampaigns') },
          })}
        />
      )}
      {code === 'not_staff' && (
        <Empty
          drawing="shelf"
          text={acceptWords.not_staff}
          note="请店长发一个邀请码，接受后就能在这里记账"
          action={{ text: '输入邀请码', onTap: () => openPage('accept') }}
        />
      )}
      {code && code !== 'not_staff' && <Unavailable text={acceptWords[code]} code={code} onRetry={reload} />}
      {!me && !code && (
        <>
          <Skeleton shape="line" />
          <Skeleton shape="card" />
        </>
      )}
    </Page>
  )
}
