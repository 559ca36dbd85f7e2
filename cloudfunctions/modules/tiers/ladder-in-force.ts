import * as z from 'zod/mini'
import type { Json } from '../../kernel/canonical-json'
import { onceFor } from '../../kernel/once-for'
import { settingsOf, type Work } from '../../platform/context'
import { id, text } from '../../platform/fields'
import { examine, type Problem } from '../../platform/problems'
import type { PublishedVersion } from '../../platform/published'
import type { Ladder, Tier } from './domain/ladder'
import type { TierRules } from './domain/standing'
import { tierSettings } from './settings'

export const TIERS = 'tiers'

const count = (least: number, most: number) => z.int().check(z.minimum(least), z.maximum(most))

const benefit = z.strictObject({
  benefitId: id.check(z.maxLength(32)),
  name: text(12),
  text: text(60),
  quota: count(1, 100),
  per: z.enum(['month', 'year']),
})

const tierSchema = z.strictObject({
  name: text(8),
  order: count(0, 99),
  /** Whole yuan. */
  growthAtLeast: count(0, 10_000_000),
  ordersAtLeast: z.optional(count(1, 10_000)),
  rateBps: z._default(count(0, 100_000), 10_000),
  benefits: z.array(benefit).check(z.maxLength(8)),
})

/** Kept with each of a member's last changes: short, so that all of them have room with the account. */
export const tierId = z.string().check(z.regex(/^[A-Za-z0-9_-]{1,16}$/, '只能用字母、数字、_ 和 -，最多 16 个'))

function tierFrom(of: string, body: z.output<typeof tierSchema>): Tier {
  return { tierId: of, ...body, ordersAtLeast: body.ordersAtLeast ?? null }
}

/** A draft as the tier it would be, or all that is wrong with it alone. */
export function readTier(draft: { readonly id: string; readonly body: Readonly<Record<string, unknown>> }): {
  readonly tier: Tier | null
  readonly problems: readonly Problem[]
} {
  const named = examine(tierId, draft.id, '_id')
  const { value, problems } = examine(tierSchema, draft.body)
  const tier = named.value !== null && value ? tierFrom(draft.id, value) : null
  return { tier, problems: [...named.problems, ...problems] }
}

/** A draft that has no problems, with what it leaves to defaults. */
export function frozenTier(body: Readonly<Record<string, unknown>>): Readonly<Record<string, Json>> {
  return z.parse(tierSchema, body) as Readonly<Record<string, Json>>
}

const inOrder = (tiers: readonly Tier[]): Ladder => [...tiers].sort((one, other) => one.order - other.order)

/** A ladder with one tier in another's place, or beside the others. */
export function ladderWith(ladder: Ladder, tier: Tier): Ladder {
  return inOrder([...ladder.filter((other) => other.tierId !== tier.tierId), tier])
}

const tierOfVersion = onceFor(({ id, body }: PublishedVersion) => tierFrom(id, z.parse(tierSchema, body)))

async function versionsAt(work: Work, atMs: number): Promise<readonly PublishedVersion[]> {
  return work.published.allInForce(work.store, TIERS, atMs)
}

/** The tiers in force at a moment, the lowest first. */
export async function ladderAt(work: Work, atMs: number): Promise<Ladder> {
  const versions = await versionsAt(work, atMs)
  return inOrder(versions.map(tierOfVersion))
}

/** Which versions the ladder in force is made of, in an order that is always the same. */
export async function ladderVersions(work: Work): Promise<readonly (readonly [tierId: string, version: number])[]> {
  const versions = await versionsAt(work, work.nowMs)
  return versions.map((one) => [one.id, one.version] as const).sort(([one], [other]) => (one < other ? -1 : 1))
}

/** What the settings say of tiers, for a ladder. */
export async function rulesFor(work: Work, ladder: Ladder): Promise<TierRules> {
  const { tierWindow, tierGraceDays, tierDowngrade } = await settingsOf(work, tierSettings)
  return { ladder, window: tierWindow, graceDays: tierGraceDays, downgrade: tierDowngrade }
}

/** What the programme says of tiers now. */
export async function tierRules(work: Work): Promise<TierRules> {
  return rulesFor(work, await ladderAt(work, work.nowMs))
}
