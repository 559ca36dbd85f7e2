import type { Work } from '../../platform/context'
import type { Page } from '../../platform/store'
import { type Member, members } from './store'

/** The members born on a month and day, `02-29` among them, in pages. */
export async function membersBornOn(
  work: Work,
  bornOn: string,
  { limit, cursor }: { readonly limit: number; readonly cursor: string | null },
): Promise<Page<Member>> {
  return work.store.find(members, {
    index: 'byBirthday',
    equals: { bornOn },
    limit,
    ...(cursor === null ? {} : { cursor }),
  })
}
