import { useState } from 'react'
import { type Data, keyValueStore, merchant } from '@/shared/api'

const STORE_KEPT_AS = 'desk-store'

export type Me = Data<'staff.me'>
export type Store = Me['stores'][number]

/** Where somebody works, and whether they may do there what is for managers. */
export interface Desk {
  readonly storeId: string
  readonly isManager: boolean
}

/** Who works here and at which of their stores: the last one chosen on this phone, else the first. */
export function useDesk() {
  const { data: me, code, reload } = merchant.useQuery('staff.me', {})
  const [chosen, setChosen] = useState(() => keyValueStore.get(STORE_KEPT_AS))
  const store = me?.stores.find(({ storeId }) => storeId === chosen) ?? me?.stores[0] ?? null
  return {
    me,
    store,
    code: me ? null : code,
    reload,
    choose(storeId: string) {
      keyValueStore.set(STORE_KEPT_AS, storeId)
      setChosen(storeId)
    },
  }
}
