import type { Document } from '../../cloudfunctions/platform/store'
import { shop } from '../../src/stage/personas'

/** The programme document as the chain's operator wrote it: what is not said here has its default. */
export const settings: Document & Readonly<Record<string, unknown>> = {
  _id: 'programme',
  schema: 1,
  brand: { name: shop.name, accentColor: shop.accentColor, pointsName: shop.pointsName },
}
