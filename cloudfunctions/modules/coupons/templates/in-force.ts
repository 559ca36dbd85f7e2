import * as z from 'zod/mini'
import { onceFor } from '../../../kernel/once-for'
import type { Work } from '../../../platform/context'
import type { PublishedVersion } from '../../../platform/published'
import type { Benefit, Terms } from '../domain/terms'
import { type TemplateBody, templateSchema } from './schema'

export const TEMPLATES = 'coupon_templates'

/** A definition of coupons as one version has it. */
export interface CouponTemplate {
  readonly templateId: string
  readonly version: number
  readonly body: TemplateBody
}

const templateFrom = onceFor(
  ({ id, version, body }: PublishedVersion): CouponTemplate => ({
    templateId: id,
    version,
    body: z.parse(templateSchema, body),
  }),
)

/** A template in force; null for one that was never published or is retired. */
export async function couponTemplate(work: Work, templateId: string): Promise<CouponTemplate | null> {
  const found = await work.published.inForce(work.store, TEMPLATES, templateId, work.nowMs)
  return found && templateFrom(found)
}

/** One version of a template, whether or not it is still in force. */
export async function templateVersion(work: Work, templateId: string, version: number): Promise<CouponTemplate | null> {
  const found = await work.published.version(work.store, TEMPLATES, templateId, version)
  return found && templateFrom(found)
}

export async function templatesInForce(work: Work): Promise<readonly CouponTemplate[]> {
  return (await work.published.allInForce(work.store, TEMPLATES, work.nowMs)).map(templateFrom)
}

function benefitOf(body: TemplateBody): Benefit {
  switch (body.kind) {
    case 'cash':
      return { kind: body.kind, discountFen: body.discountFen }
    case 'threshold':
      return { kind: body.kind, discountFen: body.discountFen, thresholdFen: body.thresholdFen }
    case 'percent': {
      const { kind, percentOff, capFen, thresholdFen } = body
      return { kind, percentOff, capFen, thresholdFen }
    }
    case 'exchange':
      return { kind: body.kind, capFen: body.capFen }
    case 'delivery':
      return { kind: body.kind, discountFen: body.discountFen, thresholdFen: body.thresholdFen }
  }
}

/** What a coupon has that is issued now: a later version changes nothing of it. */
export function termsOf({ body }: CouponTemplate): Terms {
  const { title, text = '', picture = '', stores = null, categories = null } = body
  const { stackingGroup = body.kind, givable: isGivable } = body
  return { title, text, picture, benefit: benefitOf(body), stores, categories, stackingGroup, isGivable }
}
