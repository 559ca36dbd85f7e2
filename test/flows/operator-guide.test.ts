import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { toJSONSchema } from 'zod'
import { shownMoment } from '../../cloudfunctions/kernel/business-date'
import { modules } from '../../cloudfunctions/modules'
import { members } from '../../cloudfunctions/modules/members'
import { settingsDrafts } from '../../cloudfunctions/platform/collections'
import { PROGRAMME } from '../../cloudfunctions/platform/context'
import { memberIdOf } from '../../cloudfunctions/platform/identity'
import { jobs } from '../../cloudfunctions/platform/jobs'
import { registryOf } from '../../cloudfunctions/platform/module'
import { defaultSettings, settingsFragments } from '../../cloudfunctions/platform/settings'
import { collections } from '../../cloudfunctions/platform/store'
import { writeByHand } from '../kit/by-hand'
import { codeOf, dataOf, joined, Programme } from '../kit/programme'
import { heldFriend, publishReferral } from '../kit/referrals'
import { CUP, publishing } from '../kit/rewards'
import { hire, openStore } from '../kit/stores'

const root = join(__dirname, '../..')
const guide = readFileSync(join(root, 'docs/运营手册.md'), 'utf8')
const deployment = readFileSync(join(root, 'docs/部署.md'), 'utf8')
const registry = registryOf(modules)
const fragments = registry.all(settingsFragments)
const pastedFrom = (text: string) =>
  [...text.matchAll(/```json\n([\s\S]*?)```/g)].map(([, json]) => JSON.parse(json ?? ''))
const pasted = pastedFrom(guide)
const commands: { action: string; input: Record<string, unknown>; key?: string }[] = pasted.filter(
  (json) => 'action' in json,
)

/** What the guide says of one setting: from its heading to the next. */
const sectionOf = (name: string) => guide.split(`### \`${name}\`\n`)[1]?.split('\n#')[0] ?? ''

/** Every bound of a schema, however deep, and every word that may be chosen. */
function bounds(schema: unknown): (number | string)[] {
  if (typeof schema !== 'object' || schema === null) return []
  const named = ['minimum', 'maximum', 'minLength', 'maxLength', 'minItems', 'maxItems']
  return Object.entries(schema).flatMap(([name, value]) =>
    name === 'enum' ? (value as string[]) : named.includes(name) && typeof value === 'number' ? [value] : bounds(value),
  )
}

test('the settings to paste are all settings there are, with their defaults', () => {
  const whole = pasted.find((json) => json._id === PROGRAMME.id)
  expect(whole).toEqual({ _id: PROGRAMME.id, schema: 1, ...defaultSettings(fragments) })
})

test.each(fragments.flatMap((fragment) => Object.entries(fragment)))(
  '%s is explained with every bound it has',
  (name, { schema }) => {
    const section = sectionOf(name)
    expect(section).toMatch(/\S/)
    const told = new Set([...(section.match(/\d+/g) ?? []), ...(section.match(/(?<=")\w+(?=")/g) ?? [])])
    const has = bounds(toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }))
    expect(has.length).toBeGreaterThan(0)
    expect(has.filter((bound) => !told.has(String(bound)))).toEqual([])
  },
)

/** A file as the guide describes it. */
const ordersFile = (nowMs: number) =>
  `\uFEFF门店编号,订单号,会员卡号,金额元,付款时间\r\nstore-9,A-1,0123456789,36.50,${shownMoment(nowMs)}\r\n`

const CODES_FILE = `商品编号,卡密\n${Array.from({ length: 30 }, (_, nth) => `gift-card,ABCD-${nth}`).join('\n')}\n`

/** A gift card that somebody redeemed, as a reader would have it. */
async function redeemedCode(programme: Programme): Promise<string> {
  dataOf(await publishing(programme, 'gift-card', { ...CUP, kind: 'code', stock: null, onSaleUntilMs: null }))
  const fileId = await programme.wechat.saveFile('codes.csv', Buffer.from(CODES_FILE))
  dataOf(await programme.ops()('ops.import', { fileId, kind: 'codes', operator: '小李' }))
  dataOf(await programme.ops()('ops.run-job', { name: 'rewards-count-stock' }))
  const { ask } = await joined(programme, 'o-buyer')
  return dataOf(await ask('rewards.redeem', { rewardId: 'gift-card' })).orderId
}

test('every operator command can be pasted, and is accepted', async () => {
  const known = modules.flatMap(({ contract }) =>
    Object.entries(contract)
      .filter(([, { audiences }]) => audiences.includes('ops'))
      .map(([name]) => name),
  )
  expect([...new Set(commands.map(({ action }) => action))].sort()).toEqual(known.sort())
  const programme = await Programme.start()
  const { ask, memberId } = await joined(programme, 'o-reader')
  programme.wechat.phoneBook.set('of-the-reader', '13800001234')
  dataOf(await ask('members.bind-phone', { code: 'of-the-reader' }))
  // Long enough that the welcome points have expired: entry 2.
  programme.at('2028-01-02T10:00:00+08:00')
  await programme.tick()
  for (const json of pasted.filter((json) => 'merchantId' in json)) await writeByHand(programme, 'stores', json)
  for (const json of pasted.filter((json) => 'growthAtLeast' in json)) await writeByHand(programme, 'tiers', json)
  for (const json of pasted.filter((json) => 'role' in json)) await writeByHand(programme, 'staff', json)
  await openStore(programme, 'store-9')
  for (const json of pasted.filter((json) => 'claimable' in json))
    await writeByHand(programme, 'coupon_templates', json)
  for (const json of pasted.filter((json) => 'pricePoints' in json)) await writeByHand(programme, 'rewards', json)
  for (const json of pasted.filter((json) => 'mostPerDay' in json)) await writeByHand(programme, 'campaigns', json)
  /** What the guide can only call by a name: made here as a reader would have made it. */
  const made: Record<string, (input?: Record<string, unknown>) => Promise<unknown>> = {
    memberId: async () => memberId,
    query: async () => memberId,
    staffId: async () => {
      await hire(programme, 'o-clerk', { storeId: 'store-9' })
      return memberIdOf(programme.ports.secrets, 'o-clerk')
    },
    audience: async () => ({ memberIds: [memberId] }),
    batchId: async () => {
      const given = { kind: 'points', points: 1, audience: { all: true }, reason: '周年', operator: '小李' } as const
      return dataOf(await programme.ops()('ops.grant', given)).batchId
    },
    fileId: async (input) => {
      const files: Record<string, string> = { codes: CODES_FILE, shipments: '兑换编号,快递单号\n' }
      const content = files[String(input?.kind)] ?? ordersFile(programme.nowMs)
      return programme.wechat.saveFile(`${input?.kind}.csv`, Buffer.from(content))
    },
    orderId: async () => redeemedCode(programme),
    importId: async () => {
      const file = { fileId: (await made.fileId?.()) as string, kind: 'orders', operator: '小李' }
      return dataOf(await programme.ops()('ops.import', file)).importId
    },
    // Somebody who is merged; of a rehearsal it is a day.
    from: async (input) => (input?.into ? (await joined(programme, 'o-twice')).memberId : input?.from),
    into: async () => memberId,
    mergeId: async () => {
      const { memberId: from } = await joined(programme, 'o-mistaken')
      const asked = { from, into: memberId, reason: '换了微信号', operator: '小李' }
      return dataOf(await programme.ops()('ops.merge-members', asked)).mergeId
    },
    rebateId: async () => {
      const asked = { memberId, templateId: 'rebate', amountFen: 5, reason: '补偿', operator: '小李' }
      return dataOf(await programme.ops()('ops.rebate', asked)).rebateId
    },
    referralId: async (input) => {
      if (input?.reason === undefined) await publishReferral(programme)
      // The guide has taken the store out of force, and time has gone by: it is brought back.
      await openStore(programme, 'store-9')
      programme.wait(10_000)
      return heldFriend(programme, 'store-9', input?.reason === undefined ? 'o-friend' : 'o-other')
    },
    requestId: async () => {
      const asked = { memberId, points: 1, reason: '补记', operator: '小李' }
      return dataOf(await programme.ops()('ops.adjust', asked)).requestId
    },
  }
  for (const { input, ...command } of commands) {
    const filled: Record<string, unknown> = { ...input }
    for (const name of Object.keys(input)) filled[name] = (await made[name]?.(input)) ?? input[name]
    const reply = await programme.send('ops', { ...command, input: filled }, { source: 'wx_devtools' })
    expect(reply).toMatchObject({ ok: true })
  }
  expect(dataOf(await programme.ops()('ops.doctor', {})).findings).toEqual([])
})

test('every job and every collection is named', () => {
  for (const { name } of registry.all(jobs)) expect(guide).toContain(`| \`${name}\` |`)
  for (const { name } of registry.all(collections)) expect(guide).toContain(`| \`${name}\` |`)
})

test('settings written before ops.init count', async () => {
  const programme = new Programme()
  await programme.store.createCollection(settingsDrafts)
  await writeByHand(programme, settingsDrafts.name, { _id: PROGRAMME.id, welcomePoints: 80 })
  dataOf(await programme.ops()('ops.init', {}))
  expect(dataOf(await programme.member('o-visitor')('members.programme', {})).welcomePoints).toBe(80)
})

test('a member removed by hand is a visitor, and finds the points again on joining anew, without a second welcome', async () => {
  const programme = await Programme.start()
  const { ask, memberId } = await joined(programme, 'o-leaving')
  dataOf(await ask('check-in.perform', {}))
  await programme.store.remove(members, memberId)
  expect(codeOf(await ask('members.me', {}))).toBe('not_a_member')
  await joined(programme, 'o-leaving')
  expect(dataOf(await ask('members.me', {})).points.available).toBe(55)
  expect(dataOf(await programme.ops()('ops.verify-ledger', {})).findings).toEqual([])
})

interface Door {
  readonly timeoutSeconds: number
  readonly clientInvoke: boolean
}

test("the deployment guide has every function with its time limit, and the permissions to paste are the doors' own", () => {
  const functions = join(root, 'cloudfunctions/functions')
  const doors = readdirSync(functions).map((name) => {
    const door: Door = JSON.parse(readFileSync(join(functions, name, 'config.json'), 'utf8'))
    return { name, ...door }
  })
  for (const { name, timeoutSeconds } of doors) {
    expect(deployment).toMatch(new RegExp(`^\\| \`${name}\` \\|[^|]*\\| ${timeoutSeconds} \\|`, 'm'))
  }
  const closed = doors.filter(({ clientInvoke }) => !clientInvoke).map(({ name }) => [name, { invoke: false }])
  const rules = pastedFrom(deployment).find((json) => '*' in json)
  expect(rules).toEqual({ '*': { invoke: 'auth != null' }, ...Object.fromEntries(closed) })
})
