import { dataOf, joined, Programme } from '../../../test/kit/programme'
import { workOn } from '../../../test/kit/work-on'
import { messageEffect } from './message-effect'
import { messageGiver } from './message-giver'

test('a message of a campaign comes once for each op, in the words of its rule', async () => {
  const programme = await Programme.start()
  const { ask, memberId: member } = await joined(programme, 'o-mei')
  const [intent] = messageEffect.intents({}, messageEffect.parse({ title: '春茶到店', text: '来坐坐。' }) as never)
  if (intent?.kind !== 'gift') throw new Error('no gift')
  const giving = { op: 'spring|A-1', member, campaign: 'spring', args: intent.args }
  await Promise.all(Array.from({ length: 10 }, () => messageGiver.give(workOn(programme), giving)))
  await messageGiver.give(workOn(programme), { ...giving, op: 'spring|A-2' })
  expect(dataOf(await ask('inbox.list', {})).items).toMatchObject([
    { title: '春茶到店', text: '来坐坐。', link: '' },
    { title: '春茶到店', text: '来坐坐。', link: '' },
  ])
})

test.each([
  ['no title', { text: '来坐坐。' }],
  ['a line break', { title: '春茶到店', text: '来\n坐坐' }],
  ['a text that is too long', { title: '春茶到店', text: '茶'.repeat(201) }],
])('%s cannot be written into a rule', (_, args) => {
  expect(() => messageEffect.parse(args)).toThrow()
})
