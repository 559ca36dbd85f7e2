import { members } from '../../cloudfunctions/modules/members/store'
import type { Store } from '../../cloudfunctions/platform/store'

export interface OneAtATime {
  readonly store: Store
  /** Does something with which whoever goes through the members meets this one alone. */
  with<T>(memberId: string, act: () => Promise<T>): Promise<T>
}

/**
 * Members live one after the other, so that a day has been for some and is still to come for others. What the product
 * does for all of them on a day is done for each on that day of their own.
 */
export function oneAtATime(inner: Store): OneAtATime {
  let only: string | null = null
  return {
    store: {
      ...inner,
      async find(collection, find) {
        const page = await inner.find(collection, find)
        if (only === null || collection.name !== members.name) return page
        return { ...page, items: page.items.filter(({ _id }) => _id === only) }
      },
    },
    async with(memberId, act) {
      only = memberId
      try {
        return await act()
      } finally {
        only = null
      }
    },
  }
}
