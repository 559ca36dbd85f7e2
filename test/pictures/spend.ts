import { personas, shop } from '../../src/stage/personas'
import { importCodes } from '../kit/import-codes'
import { publish } from '../kit/publish'
import type { RunningCloud } from '../kit/running-cloud'
import { people } from './people'

const [{ storeId }] = shop.stores
const HOUR_MS = 3_600_000
const HOME = {
  name: '沈',
  phone: '13800001234',
  region: '江苏省苏州市姑苏区',
  detail: '平江路桥头第三家，敲门没人就放在门口的竹篮里',
}

/** What the demo's mall has not: gift cards, something that is to come, and something that is gone. */
async function fillShelf(cloud: RunningCloud): Promise<void> {
  const always = { limitPerMember: null, onSaleFromMs: 0, onSaleUntilMs: null }
  const card = { kind: 'code', category: '卡券', pricePoints: 120, stock: null, order: 20 }
  await publish(cloud, 'rewards', { _id: 'card', title: '视频会员月卡', ...card, ...always })
  await importCodes(cloud, 'card', ['A7K2-99QX-MMT4-0001', 'A7K2-99QX-MMT4-0002', 'A7K2-99QX-MMT4-0003'])
  const item = { kind: 'item', category: '器物', delivery: 'pick_up', pricePoints: 300, order: 21, ...always }
  const soon = { onSaleFromMs: Date.now() + 5.4 * HOUR_MS }
  await publish(cloud, 'rewards', { _id: 'soon', title: '大师手作柴烧公道杯，开窑第一批', ...item, stock: 20, ...soon })
  await publish(cloud, 'rewards', { _id: 'gone', title: '限量生肖茶宠', ...item, stock: 1 })
}

/** Orders in every state, coupons in every pocket. */
export async function spend(cloud: RunningCloud): Promise<void> {
  await fillShelf(cloud)
  const top = cloud.member(personas.top.openid)
  const clerk = cloud.staff(personas.clerk.openid)
  const redeem = async (rewardId: string, input: object = {}) =>
    (await top('rewards.redeem', { rewardId, ...input })).orderId
  await redeem('gone')
  await redeem('card')
  await redeem('cup', { address: HOME })
  await clerk('rewards.advance', { storeId, orderId: await redeem('green', { address: HOME }), to: 'packed' })
  const sent = await redeem('black', { address: HOME })
  await clerk('rewards.advance', { storeId, orderId: sent, to: 'sent', tracking: '顺丰 SF1234567890123' })
  await clerk('rewards.advance', { storeId, orderId: await redeem('sampler'), to: 'packed' })
  await redeem('class', { slot: 'first' })
  await cloud.member(personas.regular.openid)('rewards.redeem', { rewardId: 'class', slot: 'first' })
  await fillWallet(cloud)
}

async function fillWallet(cloud: RunningCloud): Promise<void> {
  const top = cloud.member(personas.top.openid)
  const claim = async (templateId: string) => (await top('coupons.claim', { templateId })).couponId
  await claim('weekday')
  await claim('friends')
  const used = await claim('pingjiang-only')
  const { code } = await top('coupons.show', { couponId: used })
  await cloud.staff(personas.clerk.openid)('coupons.verify', { storeId, code, orderNo: 'P-1040', amountFen: 123_450 })
  await top('coupons.give', { couponId: await claim('leaves') })
  const { giftCode } = await top('coupons.give', { couponId: await claim('delivery') })
  await cloud.member(people.asked.openid)('coupons.accept', { giftCode })
}

/** The gift that nobody has taken yet. */
export async function waitingGift(cloud: RunningCloud): Promise<string> {
  const { items } = await cloud.member(personas.top.openid)('coupons.wallet', { state: 'giving' })
  const giftCode = items[0]?.gift?.giftCode
  if (!giftCode) throw new Error('no gift is waiting')
  return giftCode
}
