import { dataOf, joined, Programme } from '../../../../test/kit/programme'
import { HOME, publishReward } from '../../../../test/kit/rewards'

const FILE = 'cloud://memory/sent.csv'
const by = { fileId: FILE, kind: 'shipments', operator: '小王' }

async function packed() {
  const programme = await Programme.start()
  await publishReward(programme, 'cup', { pricePoints: 5, limitPerMember: null })
  const { ask } = await joined(programme, 'o-mei')
  const redeem = async (input: object) => dataOf(await ask('rewards.redeem', { rewardId: 'cup', ...input })).orderId
  const [one, two] = [await redeem({ address: HOME }), await redeem({ address: HOME })]
  const [picked, cancelled] = [await redeem({}), await redeem({ address: HOME })]
  dataOf(await ask('rewards.cancel', { orderId: cancelled }))
  const stateOf = async (orderId: string) => dataOf(await ask('rewards.order', { orderId }))
  const imported = async (rows: readonly string[], key?: string) => {
    programme.wechat.files.set(FILE, Buffer.from(['兑换编号,快递公司,快递单号', ...rows].join('\n')))
    const { importId } = dataOf(await programme.ops()('ops.import', by, key))
    return dataOf(await programme.ops()('ops.import-report', { importId: importId ?? '' }))
  }
  return { programme, ask, one, two, picked, cancelled, stateOf, imported }
}

test('a file sends what is to be sent, once, and refuses the rest by its line', async () => {
  const { programme, ask, one, two, picked, cancelled, stateOf, imported } = await packed()
  const rows = [
    `${one},顺丰,SF1`,
    `${picked},顺丰,SF2`,
    `${cancelled},顺丰,SF3`,
    '0123456789-0123456789,顺丰,SF4',
    `${two},,`,
  ]
  const report = await imported([...rows, 'x,顺丰,SF5', `${two},,YT6`, `${one},顺丰,SF1`], 'k-1')
  expect(report).toMatchObject({ state: 'done', done: 2, known: 1, refused: 5 })
  expect(report.refusals.map(({ line, problem }) => [line, problem.slice(0, 8)])).toEqual([
    [3, '这笔兑换不是待寄'],
    [4, '这笔兑换不是待寄'],
    [5, '没有这笔兑换'],
    [6, '快递公司和单号一'],
    [7, '兑换编号的写法不'],
  ])
  expect(await stateOf(one)).toMatchObject({
    state: 'sent',
    steps: [{ to: 'made' }, { to: 'sent', tracking: '顺丰 SF1' }],
  })
  expect(await stateOf(two)).toMatchObject({ state: 'sent', steps: [{ to: 'made' }, { to: 'sent', tracking: 'YT6' }] })
  expect((await stateOf(picked)).state).toBe('made')
  expect(dataOf(await ask('inbox.list', {})).items).toHaveLength(2)
  expect(await imported([`${one},顺丰,SF1`, `${one},顺丰,SF9`], 'k-2')).toMatchObject({ done: 0, known: 1, refused: 1 })
  programme.wait(2 * 60_000)
  await programme.tick()
  expect(dataOf(await ask('inbox.list', {})).items).toHaveLength(2)
})
