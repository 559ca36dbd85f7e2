import { type CsvPosition, csvRows } from './csv-rows'

const START: CsvPosition = { byte: 0, line: 1 }

/** A file that answers at most so many bytes at once, whatever is asked. */
const fileOf = (content: string | Buffer, mostBytes = 1_000_000) => {
  const bytes = Buffer.from(content as string)
  const asked: number[] = []
  return {
    asked,
    read: async (part: { fromByte: number; mostBytes: number }) => {
      asked.push(part.mostBytes)
      if (part.fromByte > 0 && part.fromByte >= bytes.length) return null
      const end = part.fromByte + Math.min(mostBytes, part.mostBytes)
      return { bytes: bytes.subarray(part.fromByte, end), totalBytes: bytes.length }
    },
  }
}

async function rowsOf(content: string | Buffer, mostBytes?: number, from = START) {
  const rows = []
  for await (const row of csvRows(fileOf(content, mostBytes).read, from)) rows.push(row)
  return rows
}

const cellsOf = async (content: string | Buffer, mostBytes?: number) =>
  (await rowsOf(content, mostBytes)).map(({ cells, problem }) => cells ?? problem)

test.each<[string, string, unknown[]]>([
  ['nothing', '', []],
  ['one row without a line break', 'a,b', [['a', 'b']]],
  [
    'a byte order mark',
    '\uFEFF门店,金额\n西湖店,1\n',
    [
      ['门店', '金额'],
      ['西湖店', '1'],
    ],
  ],
  [
    'line breaks of Windows',
    'a,b\r\nc,d\r\n',
    [
      ['a', 'b'],
      ['c', 'd'],
    ],
  ],
  ['blank rows', 'a\n\n , \n\r\nb\n', [['a'], ['b']]],
  ['spaces around cells', ' a , b ', [['a', 'b']]],
  [
    'quotes with a comma, a quote and a line break',
    '"a,1","say ""hi""","x\ny"\nb,c,d',
    [
      ['a,1', 'say "hi"', 'x\ny'],
      ['b', 'c', 'd'],
    ],
  ],
  ['rows of different lengths', 'a,b\nc\nd,e,f', [['a', 'b'], ['c'], ['d', 'e', 'f']]],
  ['a quote that is never closed', 'a,b\n"c,d\ne,f\ng,h', [['a', 'b'], '引号没有成对', ['e', 'f'], ['g', 'h']]],
  ['a quote in the middle of a cell', 'a,b\nc"x"c,d\ne,f', [['a', 'b'], '引号用得不对', ['e', 'f']]],
  ['letters behind a closing quote', 'a\n"b"c\nd', [['a'], '引号用得不对', ['d']]],
])('%s', async (_, content, expected) => {
  for (const mostBytes of [1, 2, 3, 7, 1_000]) expect(await cellsOf(content, mostBytes)).toEqual(expected)
})

test('a quote that is never closed gives up its own line, however many come after', async () => {
  const rest = Array.from({ length: 5_000 }, (_, at) => `x,${at}`)
  const rows = await rowsOf(['a,b', '"c,d', ...rest].join('\n'))
  expect(rows.filter(({ problem }) => problem)).toMatchObject([{ line: 2, problem: '引号没有成对', text: '"c,d' }])
  expect(rows).toHaveLength(5_002)
})

test('bytes that are no UTF-8 are told, and only their row is lost', async () => {
  const gbk = Buffer.concat([Buffer.from('a,b\n'), Buffer.from([0xce, 0xf7, 0x2c, 0x31, 0x0a]), Buffer.from('c,d\n')])
  expect(await cellsOf(gbk)).toEqual([['a', 'b'], '有不是 UTF-8 的字', ['c', 'd']])
})

test('a line of a megabyte is told as one row, and is not held', async () => {
  const file = fileOf(`a,b\n${'x'.repeat(1_000_000)}\nc,d`)
  const rows = []
  for await (const row of csvRows(file.read, START)) rows.push([row.line, row.cells ?? row.problem, row.text.length])
  expect(rows).toEqual([
    [1, ['a', 'b'], 3],
    [2, '这一行太长', 120],
    [3, ['c', 'd'], 3],
  ])
  expect(Math.max(...file.asked)).toBeLessThanOrEqual(256 * 1_024)
})

test('reading goes on from where any row says the next begins', async () => {
  const content = '\uFEFF门店,备注\r\n西湖店,"两\n行"\n\n"坏,1\n东站店,好\n城西店,末'
  const all = await rowsOf(content)
  expect(all.map(({ line }) => line)).toEqual([1, 2, 5, 6, 7])
  for (const [at, { next }] of all.entries()) expect(await rowsOf(content, 5, next)).toEqual(all.slice(at + 1))
})

test('what is shown of a row is cut between letters', async () => {
  const [row] = await rowsOf('😀'.repeat(500))
  expect(row?.text).toBe('😀'.repeat(120))
})

test('a file that is not there has no rows', async () => {
  const rows = []
  for await (const row of csvRows(async () => null, START)) rows.push(row)
  expect(rows).toEqual([])
})
