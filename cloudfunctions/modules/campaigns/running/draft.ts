import * as z from 'zod/mini'
import { storedSchema } from '../documents/schema'
import type { Campaign } from '../domain/campaign'
import { budgetsOf } from './budgets'
import { compiled, type RunningVersion } from './compile'

/** A draft without problems as it would run if it were in force: for trying it before it is published. */
export function draftedVersion(draft: { readonly id: string; readonly body: unknown }): RunningVersion {
  const campaign: Campaign = {
    campaignId: draft.id,
    version: 0,
    countsFromMs: 0,
    isRetired: false,
    body: z.parse(storedSchema, draft.body),
  }
  return compiled(campaign, budgetsOf([campaign])[0] ?? [])
}
