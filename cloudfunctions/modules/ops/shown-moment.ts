import dayjs from 'dayjs'
import utc from 'dayjs/plugin/utc'

dayjs.extend(utc)

/** A moment as the shop's clock shows it. */
export const shownMoment = (atMs: number): string => dayjs.utc(atMs).utcOffset(480).format('YYYY-MM-DD HH:mm:ss')
