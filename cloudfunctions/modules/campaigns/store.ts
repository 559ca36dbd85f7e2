import { type Document, defineCollection } from '../../platform/store'

/** Drafts of campaigns, as operators write them in the console. */
export const campaignDrafts = defineCollection<Document & Readonly<Record<string, unknown>>>({ name: 'campaigns' })

/** That a member wants to be told when a campaign begins. */
export interface CampaignReminder extends Document {
  readonly schema: 1
  readonly campaign: string
  readonly member: string
  /** The command that asked first, and what it was answered. */
  readonly key: string
  readonly inputHash: string
  readonly remindsAtMs: number
  readonly atMs: number
  /** When to look whether it has begun; null once they were told, or there is nothing to tell any more. */
  readonly waitsUntilMs: number | null
}

export const campaignReminders = defineCollection<CampaignReminder>({
  name: 'campaign_reminders',
  indexes: [
    { name: 'byWait', fields: ['waitsUntilMs'] },
    { name: 'byKey', fields: ['key'], unique: true },
  ],
})
