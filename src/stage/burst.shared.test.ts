import { burstText, type Tap } from './burst.shared'

const taps = (count: number, code: string, sent = 1): Tap[] => Array.from({ length: count }, () => ({ code, sent }))

test.each([
  [
    'one of fifty gets through',
    [...taps(1, 'ok'), ...taps(49, 'already_checked_in')],
    '1 次成功，49 次被拒（今天已经签过）',
  ],
  ['the day is done', taps(50, 'already_checked_in'), '0 次成功，50 次被拒（今天已经签过）'],
  [
    'two reasons',
    [...taps(2, 'busy'), ...taps(1, 'account_frozen')],
    '0 次成功，2 次被拒（太忙，没有处理），1 次被拒（账户停用，等待核对）',
  ],
  ['a code without words shows itself', taps(1, 'gone'), '0 次成功，1 次被拒（gone）'],
  ['what was sent again is counted', taps(1, 'ok', 3), '1 次成功，回复丢失后用同一个编号重发了 2 次'],
])('%s', (_, all, text) => {
  expect(burstText(all)).toBe(text)
})
