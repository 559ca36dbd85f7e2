import { writeByHand } from '../../../../test/kit/by-hand'
import { Programme } from '../../../../test/kit/programme'
import type { Reply } from '../../../platform/contract'
import { defineModule } from '../../../platform/module'
import { publishables } from '../../../platform/publishing'
import { serve } from '../../../platform/serve'
import { type Document, defineCollection } from '../../../platform/store'
import { modules } from '../..'

const CUPS = 5
const SLICE = 2

/** A kind that can say whom it moves: five cups of tea, two at a time. */
const teas = defineModule({
  name: 'teas',
  contract: {},
  handlers: {},
  collections: [defineCollection({ name: 'teas' })],
  extends: [
    publishables.with({
      kind: 'teas',
      title: '茶',
      drafts: defineCollection<Document & Readonly<Record<string, unknown>>>({ name: 'teas' }),
      isRetirable: true,
      problems: async (_, { body }) => (body.name === '' ? [{ path: 'name', message: '不能空着' }] : []),
      async preview(_, { body }, cursor) {
        if (cursor !== null && !/^\d$/.test(cursor)) return null
        const from = Number(cursor)
        const to = Math.min(from + SLICE, CUPS)
        return { preview: { name: String(body.name), cups: to - from }, next: to < CUPS ? String(to) : null }
      },
    }),
  ],
})

async function teaShop() {
  const programme = new Programme()
  const ask = serve([...modules, teas], 'ops', programme.ports)
  const ops = (action: string, input: object): Promise<Reply> =>
    ask({ action, input, key: programme.newKey() }, { source: 'wx_devtools' })
  expect(await ops('ops.init', {})).toMatchObject({ ok: true })
  await writeByHand(programme, 'teas', { _id: 'longjing', name: '龙井' })
  const publish = (input: object) => ops('ops.publish', { kind: 'teas', id: 'longjing', ...input })
  return { programme, publish }
}

test('a dry run shows slice by slice whom the draft would move', async () => {
  const { publish } = await teaShop()
  const slices: unknown[] = []
  let cursor: string | null = null
  do {
    const reply = await publish({ dryRun: true, ...(cursor === null ? {} : { cursor }) })
    const { preview, next } = (reply as { data: { preview: unknown; next: string | null } }).data
    slices.push(preview)
    cursor = next
  } while (cursor !== null)
  expect(slices).toEqual([
    { name: '龙井', cups: 2 },
    { name: '龙井', cups: 2 },
    { name: '龙井', cups: 1 },
  ])
})

test('what is published, and what would change nothing, is not previewed', async () => {
  const { publish } = await teaShop()
  expect(await publish({})).toMatchObject({ data: { state: 'published', preview: null, next: null } })
  expect(await publish({ dryRun: true })).toMatchObject({ data: { state: 'unchanged', preview: null, next: null } })
})

test('a cursor that the kind does not know, and a draft that is wrong, are refused', async () => {
  const { programme, publish } = await teaShop()
  const badCursor = { code: 'invalid_input', params: { path: 'input.cursor' } }
  expect(await publish({ dryRun: true, cursor: 'tea' })).toMatchObject(badCursor)
  await writeByHand(programme, 'teas', { _id: 'longjing', name: '' })
  expect(await publish({ dryRun: true })).toMatchObject({
    code: 'invalid_document',
    params: { path: 'teas.longjing.name', message: '不能空着' },
  })
})
