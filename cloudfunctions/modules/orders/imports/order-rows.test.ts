import { Refusal } from '../../../kernel/refusal'
import { columnsOf } from './heading'
import { fenOf, momentOf, orderImport } from './order-rows'

test.each([
  ['36', 3_600],
  ['36.5', 3_650],
  ['36.50', 3_650],
  ['0.01', 1],
  ['0', 0],
  ['¥36.00', 3_600],
  ['￥36.00', 3_600],
  ['1,234.50', 123_450],
  ['1,234,567', 123_456_700],
  ['99999999.99', 9_999_999_999],
  ['', null],
  ['-1', null],
  ['36.505', null],
  ['36.', null],
  ['.5', null],
  ['1e3', null],
  ['12,34', null],
  ['三十六', null],
  ['36元', null],
  ['0x10', null],
])('%j yuan are %j fen', (yuan, fen) => expect(fenOf(yuan)).toBe(fen))

test.each([
  ['2026-03-10 12:30:05', '2026-03-10T12:30:05+08:00'],
  ['2026-03-10T12:30:05', '2026-03-10T12:30:05+08:00'],
  ['2026-03-10 12:30', '2026-03-10T12:30:00+08:00'],
  ['2026/3/1 9:05', '2026-03-01T09:05:00+08:00'],
  ['2026-03-10 00:00:00', '2026-03-10T00:00:00+08:00'],
  ['2026-03-10 23:59:59', '2026-03-10T23:59:59+08:00'],
  ['2028-02-29 00:00', '2028-02-29T00:00:00+08:00'],
  ['2026-02-29 00:00', null],
  ['2026-13-01 00:00', null],
  ['2026-03-10 24:00', null],
  ['2026-03-10 12:60', null],
  ['2026-03-10', null],
  ['10/3/2026 12:30', null],
  ['1773117005000', null],
  ['', null],
])('%j is the moment %j', (text, moment) => expect(momentOf(text)).toBe(moment === null ? null : Date.parse(moment)))

const wanted = orderImport.columns
const chinese = ['门店编号', '订单号', '会员卡号', '金额元', '付款时间']
const AT = { storeId: 0, orderNo: 1, cardNo: 2, amount: 3, paidAt: 4 }

test.each<[string, string[], object]>([
  ['in Chinese', chinese, { columns: AT, ignored: [] }],
  ['in English', ['storeId', 'orderNo', 'cardNo', 'amountYuan', 'paidAt'], { columns: AT, ignored: [] }],
  [
    'as a till may write them',
    ['门店编号', '订单编号', '卡号', '金额（元）', '支付时间'],
    { columns: AT, ignored: [] },
  ],
  ['in other letters', ['Store ID', 'order_no', 'CARD NO', 'Amount', 'paid at'], { columns: AT, ignored: [] }],
  [
    'in another order, with more between them',
    ['备注', '付款时间', '金额', '收银员', '会员卡号', '订单号', '门店编号', '商品类别', ''],
    { columns: { storeId: 6, orderNo: 5, cardNo: 4, amount: 2, paidAt: 1, category: 7 }, ignored: ['备注', '收银员'] },
  ],
])('headings %s are understood', (_, headings, expected) => expect(columnsOf(wanted, headings)).toEqual(expected))

test.each<[string, string[], object]>([
  ['a column that is missing', chinese.slice(0, 4), { missing: '付款时间' }],
  ['none at all', ['a', 'b'], { missing: '门店编号' }],
  ['one twice', [...chinese, 'cardNo'], { double: '会员卡号' }],
])('%s is refused by its name', (_, headings, params) =>
  expect(columnsOf(wanted, headings)).toEqual(new Refusal('wrong_columns', params as never)),
)
