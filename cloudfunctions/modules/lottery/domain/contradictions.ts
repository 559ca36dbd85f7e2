import { shortYuanText } from '../../../kernel/yuan'
import { WHOLE_PPM } from './outcome'
import { type Prize, stockOf } from './prize'
import type { Wheel } from './wheel'

/** What is wrong, and where. */
export interface Wrong {
  readonly path: string
  readonly message: string
}

const wrong = (path: string, message: string): Wrong => ({ path, message })

/** 规范促销行为暂行规定 (SAMR order 32), article 17: no prize of a draw is worth more than 50,000 yuan, rights of use included. */
export const MOST_VALUE_FEN = 5_000_000

function wrongPrizes({ prizes, pricePoints }: Wheel): readonly Wrong[] {
  return prizes.flatMap((prize, at) => {
    const found: Wrong[] = []
    if (prizes.findIndex(({ prizeId }) => prizeId === prize.prizeId) !== at)
      found.push(wrong(`prizes.${at}.prizeId`, '有两个奖品用了同一个编号'))
    if ('valueFen' in prize && prize.valueFen > MOST_VALUE_FEN)
      found.push(
        wrong(
          `prizes.${at}.valueFen`,
          `一份奖品不能超过 ${shortYuanText(MOST_VALUE_FEN)} 元，使用权和服务也按市场价算`,
        ),
      )
    if (prize.kind === 'points' && pricePoints !== undefined)
      found.push(wrong(`prizes.${at}.kind`, '花积分抽积分等于下注，不能这样做；去掉 pricePoints，或换一种奖品'))
    return found
  })
}

function wrongFallback({ prizes, fallback }: Wheel): readonly Wrong[] {
  const prize: Prize | undefined = prizes.find(({ prizeId }) => prizeId === fallback)
  if (!prize) return [wrong('fallback', '奖品里没有这个编号')]
  return stockOf(prize) === null ? [] : [wrong('fallback', '别的奖品发完后都给它，所以它不能有数量')]
}

/** What cannot be together in a wheel, whatever else is published. */
export function contradictionsOf(wheel: Wheel): readonly Wrong[] {
  const { prizes, fallback, freePerDay, mostPerDay } = wheel
  const sum = prizes.reduce((total, { oddsPpm }) => total + oddsPpm, 0)
  return [
    ...wrongPrizes(wheel),
    ...prizes.flatMap(({ prizeId, oddsPpm }, at) =>
      oddsPpm === 0 && prizeId !== fallback
        ? [wrong(`prizes.${at}.oddsPpm`, '永远抽不到的奖品不能放上去，至少 1')]
        : [],
    ),
    ...(sum === WHOLE_PPM
      ? []
      : [wrong('prizes', `概率（百万分之几）加起来是 ${sum}，要正好是 ${WHOLE_PPM}，${differenceText(sum)}`)]),
    ...wrongFallback(wheel),
    ...(freePerDay > mostPerDay ? [wrong('freePerDay', '不能比 mostPerDay 大')] : []),
  ]
}

const differenceText = (sum: number) => (sum < WHOLE_PPM ? `还差 ${WHOLE_PPM - sum}` : `多了 ${sum - WHOLE_PPM}`)
