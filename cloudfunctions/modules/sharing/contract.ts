import * as z from 'zod/mini'
import { command, query } from '../../platform/contract'
import { id, momentMs, pageInput, pageOf, text } from '../../platform/fields'

/** What a card leads to. Later modules add kinds: a reward, a coupon, a campaign. */
const target = z.strictObject({ kind: id, id })
const shareCode = z.string().check(z.regex(/^[A-Za-z0-9_-]{1,28}$/))
/** Only what phones put into this folder: a function may read every file, so an id must not name just any of them. */
const fileId = z.string().check(z.regex(/^cloud:\/\/[\w.-]{1,128}\/share-cards\/[\w-]{1,100}\.(png|jpg)$/))
/** A chat cuts a longer title off. */
export const TITLE_MAX_LENGTH = 28
const card = z.strictObject({
  shareCode: z.string(),
  title: z.string(),
  /** The mini program's page, as a chat card opens it. */
  path: z.string(),
  /** Its 5:4 picture; empty until there is one: the phone draws it. */
  imageUrl: z.string(),
})
const counts = {
  visits: z.int(),
  joins: z.int(),
  orders: z.int(),
  orderFen: z.int(),
  claims: z.int(),
  uses: z.int(),
}

export const contract = {
  'sharing.create': command({
    audiences: ['merchant'],
    roles: ['clerk', 'manager'],
    summary: "A card for a chat that leads to something of the caller's store. Sharing it earns nobody anything.",
    input: z.strictObject({ storeId: id, target, title: z.optional(text(TITLE_MAX_LENGTH)) }),
    output: card,
    refusals: ['no_such_target', 'title_not_allowed'],
  }),
  'sharing.picture': command({
    audiences: ['merchant'],
    roles: ['clerk', 'manager'],
    summary: "Keeps the picture, a file in `share-cards/`, that the sharer's phone drew for a card.",
    input: z.strictObject({ storeId: id, shareCode, fileId }),
    output: card,
    refusals: ['no_such_card', 'no_such_picture'],
  }),
  'sharing.poster': command({
    audiences: ['merchant'],
    roles: ['clerk', 'manager'],
    summary: 'A mini-program code for a card, to print for the counter or the window.',
    input: z.strictObject({ storeId: id, shareCode }),
    output: z.strictObject({ shareCode: z.string(), title: z.string(), storeName: z.string(), codeUrl: z.string() }),
    refusals: ['no_such_card'],
  }),
  'sharing.report': query({
    audiences: ['merchant'],
    roles: ['clerk', 'manager'],
    summary: "Cards of a store, newest first, and who came by them; a clerk sees their own, a manager the store's.",
    input: z.strictObject({ storeId: id, ...pageInput }),
    output: z.strictObject({
      items: z.array(z.extend(card, { createdAtMs: momentMs, staffName: z.string(), isMine: z.boolean(), ...counts })),
      next: z.nullable(z.string()),
      /** Of all the caller may see: the sums of the store, and of each of its staff. */
      store: z.strictObject(counts),
      staff: z.array(z.strictObject({ staffName: z.string(), ...counts })),
    }),
  }),
  'sharing.open': command({
    audiences: ['member'],
    summary: 'Where a card leads. Counts the visit of this person once.',
    input: z.strictObject({ shareCode }),
    output: z.strictObject({
      target: z.strictObject({ kind: z.string(), id: z.string(), title: z.string() }),
      store: z.strictObject({ storeId: z.string(), name: z.string() }),
      /** The page to go on to. */
      path: z.string(),
    }),
    refusals: ['no_such_card'],
  }),
  'ops.sharing-report': query({
    audiences: ['ops'],
    summary: 'Visits, joins and orders by store and staff.',
    input: z.strictObject(pageInput),
    output: pageOf(z.strictObject({ storeId: z.string(), storeName: z.string(), staffName: z.string(), ...counts })),
    help: { text: '分享效果：各门店、各店员带来的访问、入会和订单', input: {} },
  }),
}
