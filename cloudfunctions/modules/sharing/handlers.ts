import { Refusal, refuse } from '../../kernel/refusal'
import { DEFAULT_PAGE_SIZE } from '../../platform/fields'
import type { Handlers } from '../../platform/module'
import { decodeCursor } from '../../platform/store'
import { cardInForce, cardOfStore, makeCard, shownCard } from './card'
import type { contract } from './contract'
import { codeUrl, keepPicture } from './picture'
import { cardsPage, parsePosition, reported, reportOfAll, sumsOf } from './report'
import { comeBy } from './touch'

export const handlers: Handlers<typeof contract> = {
  'sharing.create': async (context, input) => {
    const { storeId, target, title } = input
    const wanted = { storeId, staffId: context.caller.staffId, target, ...(title === undefined ? {} : { title }) }
    const card = await makeCard(context, context.command, wanted)
    return card instanceof Refusal ? card : shownCard(context, card, card.picture)
  },

  'sharing.picture': async (context, { storeId, shareCode, fileId }) => {
    const card = await cardOfStore(context, storeId, shareCode)
    if (!card) return refuse('no_such_card')
    const kept = await keepPicture(context, context.command, card, fileId)
    return kept instanceof Refusal ? kept : shownCard(context, card, fileId)
  },

  'sharing.poster': async (context, { storeId, shareCode }) => {
    const card = await cardOfStore(context, storeId, shareCode)
    if (!card) return refuse('no_such_card')
    const { title, storeName } = card
    return { shareCode, title, storeName, codeUrl: await codeUrl(context, card) }
  },

  'sharing.report': async (context, { storeId, cursor, limit = DEFAULT_PAGE_SIZE }) => {
    if (cursor !== undefined && !decodeCursor(cursor)) return refuse('invalid_input', { path: 'input.cursor' })
    const { staffId: callerId, role } = context.caller
    const whose = { store: storeId, staffId: role === 'manager' ? null : callerId }
    const [page, sums] = await Promise.all([
      cardsPage(context, whose, { limit, ...(cursor === undefined ? {} : { cursor }) }),
      sumsOf(context, whose),
    ])
    return { items: await reported(context, page.items, callerId), next: page.next, ...sums }
  },

  'sharing.open': async (context, { shareCode }) => {
    const card = await cardInForce(context, shareCode)
    if (!card) return refuse('no_such_card')
    await comeBy(context, card, context.caller.memberId, context.nowMs)
    const [kind = '', id = ''] = card.target.split('|')
    return {
      target: { kind, id, title: card.title },
      store: { storeId: card.store, name: card.storeName },
      path: card.path,
    }
  },

  'ops.sharing-report': async (context, { cursor, limit = DEFAULT_PAGE_SIZE }) => {
    const after = cursor === undefined ? null : parsePosition(cursor)
    if (after === undefined) return refuse('invalid_input', { path: 'input.cursor' })
    return reportOfAll(context, after, limit)
  },
}
