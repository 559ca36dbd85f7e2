import * as z from 'zod/mini'
import { addDays, businessDateOf, startOfDateMs } from '../../../kernel/business-date'
import type { Work } from '../../../platform/context'
import type { Job } from '../../../platform/jobs'
import { type Member, membersBornOn } from '../../members'
import { happened } from '../../rules'
import { birthdaysDue, type KeptOn } from '../domain/birthdays'
import { rulesOfCampaigns } from '../running/rules-in-force'

const MEMBERS_PER_SLICE = 50

const positionSchema = z.strictObject({ today: z.string(), turn: z.int(), cursor: z.nullable(z.string()) })

/** Whoever joined later had no birthday here that day, and who was merged into another keeps theirs there. */
const keeps = (member: Member, date: string) =>
  member.openSinceMs === null && !member.merged && businessDateOf(member.joinedAtMs) <= date

/** Tells the rules of one birthday: a year has one, whatever the member says of the day meanwhile. */
async function tell(work: Work, member: Member, { date }: KeptOn): Promise<void> {
  const year = Number(date.slice(0, 4))
  // Of a birthday that is over the last moment, so that a campaign which began after it has no part in it.
  const atMs = date === work.today ? work.nowMs : startOfDateMs(addDays(date, 1)) - 1
  await happened(work, {
    event: 'birthday',
    source: `${member._id}|${year}`,
    member: member._id,
    facts: { year },
    atMs,
  })
}

/** Goes each hour through those who have their birthday, while a rule listens: who enters it today is not forgotten. */
export const birthdayJob: Job = {
  name: 'campaigns-birthdays',
  everyMinutes: 60,
  async slice(work, position) {
    if ((await rulesOfCampaigns(work, 'birthday', work.nowMs)).length === 0) return { done: 0, next: null }
    const begun = position === null ? null : z.parse(positionSchema, JSON.parse(position))
    const at = begun?.today === work.today ? begun : { today: work.today, turn: 0, cursor: null }
    const due = birthdaysDue(work.today)
    const kept = due[at.turn]
    if (!kept) return { done: 0, next: null }
    const page = await membersBornOn(work, kept.bornOn, { limit: MEMBERS_PER_SLICE, cursor: at.cursor })
    const theirs = page.items.filter((member) => keeps(member, kept.date))
    for (const member of theirs) await tell(work, member, kept)
    const turn = page.next === null ? at.turn + 1 : at.turn
    const next = turn < due.length ? JSON.stringify({ today: at.today, turn, cursor: page.next }) : null
    return { done: theirs.length, next }
  },
}
