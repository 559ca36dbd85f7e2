import { httpReply, readHttpEvent } from './http-event'

const headers = { 'X-Fudian-Key': 'west-1', 'x-fudian-TIMESTAMP': '1', 'x-fudian-signature': 'ab' }
const text = '{ "action": "orders.record", "input": { "name": "西湖店" } }'
const envelope = { action: 'orders.record', input: { name: '西湖店' } }
const signed = { keyId: 'west-1', timestamp: '1', signature: 'ab', body: text }

test('what was signed is the body as it came, whatever the case of the headers', () => {
  expect(readHttpEvent({ headers, body: text })).toEqual({ envelope, signed })
})

test('a body in base64 is read as what it stands for', () => {
  const body = Buffer.from(text).toString('base64')
  expect(readHttpEvent({ headers, body, isBase64Encoded: true })).toEqual({ envelope, signed })
})

test.each([['{'], [''], ['\ufeff{}'], ['undefined']])('a body %j that is no JSON asks nothing', (body) => {
  expect(readHttpEvent({ headers, body })).toEqual({ envelope: null, signed: { ...signed, body } })
})

test.each([
  [undefined],
  [null],
  ['text'],
  [{}],
  [{ headers: null, body: null }],
  [{ headers: 'x', body: { action: 'orders.record' } }],
  [{ headers: { 'x-fudian-key': ['west-1'] }, body: 7, isBase64Encoded: true }],
])('an event %j that is no request is signed by nobody', (event) => {
  const nobody = { keyId: '', timestamp: '', signature: '', body: '' }
  expect(readHttpEvent(event as never)).toEqual({ envelope: null, signed: nobody })
})

test('a refusal is answered with 200 as well, in the envelope', () => {
  const reply = { ok: false, code: 'unauthorised', params: {}, retryable: false, requestId: 'r' } as const
  const { statusCode, body } = httpReply(reply)
  expect([statusCode, JSON.parse(body)]).toEqual([200, reply])
})
