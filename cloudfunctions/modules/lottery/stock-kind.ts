import type { StockKind, Unit } from '../ledger'
import { stockOf } from './domain/prize'
import { wheelsInForce } from './in-force'
import { freeLotteryUnit, lotteryUnits } from './store'

/** Stocks of prizes: a claimed unit is the prize of one draw. Restocked as `<campaign>_<prize>`. */
export const prizeStock = {
  kind: 'lottery_prizes',
  units: lotteryUnits,
  skuOf: (id) => `lt|${id}`,
  free: (unit: Unit) => freeLotteryUnit(unit),
  async wanted(work) {
    const wheels = await wheelsInForce(work)
    return wheels.flatMap(({ campaignId, wheel }) =>
      wheel.prizes.flatMap((prize) => {
        const quantity = stockOf(prize)
        return quantity === null ? [] : [{ id: prizeStockId(campaignId, prize.prizeId), quantity }]
      }),
    )
  },
} satisfies StockKind

const prizeStockId = (campaignId: string, prizeId: string) => `${campaignId}_${prizeId}`

export const prizeSku = (campaignId: string, prizeId: string) => prizeStock.skuOf(prizeStockId(campaignId, prizeId))
