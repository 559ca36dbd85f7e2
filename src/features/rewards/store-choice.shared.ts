import type { Data } from '@/shared/api'

type Store = Data<'rewards.view'>['stores'][number]

/** No store in particular: whichever the member comes to. */
export const ANY_STORE = ''

/** What can be chosen: of one store there is no choice. */
export function choicesOf(stores: readonly Store[]): readonly { readonly name: string; readonly text: string }[] {
  if (stores.length < 2) return []
  return [{ name: ANY_STORE, text: '任一门店' }, ...stores.map(({ storeId, name }) => ({ name: storeId, text: name }))]
}

/** What a choice means: what is kept at one store is had there and nowhere else. */
export function choiceText(stores: readonly Store[], chosen: string): string {
  const only = stores.length === 1 ? stores[0] : stores.find(({ storeId }) => storeId === chosen)
  return only ? `只能在${only.name}` : '这几家都可以，到时候去哪家都行'
}

/** Where an order can be had: at its store, or at any of several. */
export function placesText(stores: readonly Store[]): string {
  const names = stores.map(({ name }) => name).join('、')
  return stores.length > 1 ? `任一门店都可以：${names}` : `到${names}`
}
