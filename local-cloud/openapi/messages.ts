import { invalid } from '../database/refusal'

/**
 * The few protocol buffers of `cloud.openapi`. Field numbers are those of the SDK:
 *
 *   CommApiData      { int32 apiType = 1; OpenApiData openapiData = 2; }
 *   OpenApiData      { repeated KeyValuePair pairs = 1; }
 *   KeyValuePair     { string key = 1; bytes value = 2; string contenttype = 3; string filename = 4; }
 *   CommOpenApiResp  { bytes respData = 1; string contentType = 2; int32 errorCode = 3; }
 */
const varint = 0
const bytes = 2
/** A number of 64 bits fills ten bytes. */
const longestVarint = 10

interface Field {
  readonly number: number
  /** Empty for a number: none that is read here matters. */
  readonly value: Buffer
}

class Reader {
  private at = 0

  constructor(private readonly message: Buffer) {}

  /** Numbers above 2^53 lose their last digits; only lengths and field numbers are looked at. */
  private number(): number {
    let value = 0
    for (let nth = 0; nth < longestVarint; nth++) {
      const byte = this.message[this.at++]
      if (byte === undefined) break
      value += (byte & 0x7f) * 2 ** (7 * nth)
      if (byte < 0x80) return value
    }
    throw invalid('requestData is cut off')
  }

  fields(): Field[] {
    const fields: Field[] = []
    while (this.at < this.message.length) {
      const tag = this.number()
      fields.push({ number: Math.floor(tag / 8), value: this.value(tag % 8) })
    }
    return fields
  }

  private value(type: number): Buffer {
    if (type === varint) {
      this.number()
      return Buffer.alloc(0)
    }
    if (type !== bytes) throw invalid(`requestData has a field of the type ${type}`)
    const end = this.number() + this.at
    if (end > this.message.length) throw invalid('requestData is cut off')
    const value = this.message.subarray(this.at, end)
    this.at = end
    return value
  }
}

function all(message: Buffer, number: number): Buffer[] {
  return new Reader(message)
    .fields()
    .filter((field) => field.number === number)
    .map(({ value }) => value)
}

function last(message: Buffer, number: number): Buffer {
  return all(message, number).at(-1) ?? Buffer.alloc(0)
}

/** The parameters of a call, each still the text it was sent as. */
export function readParameters(message: Buffer): Map<string, Buffer> {
  const pairs = all(last(message, 2), 1)
  return new Map(pairs.map((pair) => [last(pair, 1).toString('utf8'), last(pair, 2)]))
}

function writeNumber(value: number): Buffer {
  // A negative number is written as the 64 bits of its two's complement.
  let rest = BigInt.asUintN(64, BigInt(value))
  const written: number[] = []
  for (; rest >= 0x80n; rest >>= 7n) written.push(Number(rest & 0x7fn) | 0x80)
  return Buffer.from([...written, Number(rest)])
}

function writeBytes(number: number, value: Uint8Array): Buffer {
  return Buffer.concat([writeNumber(number * 8 + bytes), writeNumber(value.length), value])
}

/** What the service behind the call answered. */
export function contentReply(contentType: string, content: Uint8Array): Buffer {
  return Buffer.concat([writeBytes(1, content), writeBytes(2, Buffer.from(contentType))])
}

/** The call did not come as far as the service. */
export function errorReply(errorCode: number): Buffer {
  return Buffer.concat([writeNumber(3 * 8 + varint), writeNumber(errorCode)])
}
