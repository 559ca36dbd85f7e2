import { modules } from '../../cloudfunctions/modules'
import { tick } from '../../cloudfunctions/platform/tick'
import { Programme } from '../kit/programme'

const DAY_MINUTES = 24 * 60

test('a day in which nothing happens costs so many calls, and no more', async () => {
  const programme = await Programme.start()
  const run = tick(modules, programme.ports)
  const callsOfDay = async () => {
    const from = programme.log.length
    for (let minute = 0; minute < DAY_MINUTES; minute += 1) {
      programme.nowMs += 60_000
      await run({ source: 'wx_trigger' })
    }
    return programme.log.slice(from).reduce((sum, { calls }) => sum + Number(calls ?? 0), 0)
  }
  // On the first day each job writes down for the first time where it stands.
  await callsOfDay()
  expect(await callsOfDay()).toBe(41_783)
})
