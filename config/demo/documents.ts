import type { Document } from '../../cloudfunctions/platform/store'
import { shop } from '../../src/stage/personas'

export type Draft = Document & Readonly<Record<string, unknown>>

/** The programme document as the chain's operator wrote it: what is not said here has its default. */
export const settings: Draft = {
  _id: 'programme',
  schema: 1,
  brand: { name: shop.name, accentColor: shop.accentColor, pointsName: shop.pointsName },
}

/** Each store's till signs with a key of its own. */
export const stores: readonly Draft[] = shop.stores.map(({ storeId, name }) => ({
  _id: storeId,
  schema: 1,
  name,
  merchantId: 'yanyu',
  hookKeyId: `${storeId}-till`,
}))

export const tiers: readonly Draft[] = [
  { _id: 'guest', schema: 1, name: '茶客', order: 1, growthAtLeast: 0, rateBps: 10_000, benefits: [] },
  {
    _id: 'friend',
    schema: 1,
    name: '茶友',
    order: 2,
    growthAtLeast: 300,
    rateBps: 12_000,
    benefits: [{ benefitId: 'refill', name: '免费续杯', text: '当天同一杯，免费续一次', quota: 2, per: 'month' }],
  },
  {
    _id: 'connoisseur',
    schema: 1,
    name: '茶人',
    order: 3,
    growthAtLeast: 1_000,
    ordersAtLeast: 40,
    rateBps: 15_000,
    benefits: [
      { benefitId: 'refill', name: '免费续杯', text: '当天同一杯，免费续一次', quota: 4, per: 'month' },
      { benefitId: 'tasting', name: '新茶品鉴', text: '春秋两季新茶上市，请您先尝', quota: 2, per: 'year' },
    ],
  },
  {
    _id: 'master',
    schema: 1,
    name: '茶隐',
    order: 4,
    growthAtLeast: 3_000,
    rateBps: 20_000,
    benefits: [
      { benefitId: 'refill', name: '免费续杯', text: '当天同一杯，免费续一次', quota: 8, per: 'month' },
      { benefitId: 'tasting', name: '新茶品鉴', text: '春秋两季新茶上市，请您先尝', quota: 4, per: 'year' },
      { benefitId: 'birthday-box', name: '生日茶礼', text: '生日当月到店，送一盒当季茶', quota: 1, per: 'year' },
    ],
  },
]
