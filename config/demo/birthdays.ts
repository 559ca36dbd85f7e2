import { addDays, type BusinessDate, daysBetween } from '../../cloudfunctions/kernel/business-date'
import type { Random } from '../../cloudfunctions/kernel/seeded-random'
import { birthdaysKeptOn } from '../../cloudfunctions/modules/campaigns/domain/birthdays'
import { between } from './chance'

/** Of a life what says when somebody's birthday is. */
interface Said {
  readonly joinsOn: BusinessDate
  readonly joinsWith: { readonly birthday?: string }
  readonly update?: { readonly onDay: BusinessDate; readonly change: { readonly birthday?: string } } | undefined
}

/** Before the same day of the year before, whoever says so had not joined: nobody says after a birthday that it was. */
const MOST_DAYS_AHEAD = 270

/** A birthday that is said of on a day, and is still to come. */
export function birthdayToCome(random: Random, onDay: BusinessDate): string {
  return addDays(onDay, between(random, 1, MOST_DAYS_AHEAD)).slice('YYYY-'.length)
}

/** The days until the last one on which somebody has the birthday that they have said by then. */
export function birthdaysOf({ joinsOn, joinsWith, update }: Said, to: BusinessDate): readonly BusinessDate[] {
  return Array.from({ length: daysBetween(joinsOn, to) + 1 }, (_, day) => addDays(joinsOn, day)).filter((date) => {
    const said = update && update.onDay < date ? (update.change.birthday ?? joinsWith.birthday) : joinsWith.birthday
    return said !== undefined && birthdaysKeptOn(date).includes(said)
  })
}
