import { leafOf, merkleRoot } from './merkle'

const leaves = Array.from({ length: 13 }, (_, number) => leafOf(`account ${number}`))

test('a root changes with each of its leaves, with their order, and with one more or less', () => {
  const roots = [
    merkleRoot(leaves),
    ...leaves.map((_, changed) => merkleRoot(leaves.map((leaf, at) => (at === changed ? leafOf('another') : leaf)))),
    merkleRoot([...leaves].reverse()),
    merkleRoot(leaves.slice(1)),
    merkleRoot([...leaves, leaves[12] ?? '']),
    merkleRoot([]),
  ]
  expect(new Set(roots).size).toBe(roots.length)
  expect(merkleRoot([...leaves])).toBe(roots[0])
})

test('an inner node cannot be shown as a leaf', () => {
  const [left = '', right = ''] = leaves
  expect(merkleRoot([left, right])).not.toBe(leafOf(`${left}|${right}`))
  expect(merkleRoot([left])).toBe(left)
})
