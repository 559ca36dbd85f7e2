import { invalid } from '../database/refusal'
import { appid } from '../functions/sessions'
import { contentReply, errorReply, readParameters } from './messages'
import { drawMiniProgramCode, type Parameters, type WechatError } from './mini-program-code'
import type { PhoneBook } from './phone-book'

/** The numbers that a function sees, from the SDK. */
const notFound = -604100
const notPermitted = -604101

interface Surroundings {
  readonly phoneBook: PhoneBook
  readonly nowMs: number
  readonly log: (line: string) => void
}

/** JSON that WeChat answers, an error of its own included, or a picture. */
type Answer = { readonly phone_info: object } | WechatError | Buffer

type Service = (parameters: Parameters, surroundings: Surroundings) => Answer

const services: Record<string, Service> = {
  'phonenumber.getPhoneNumber': ({ code, openid }, { phoneBook, nowMs }) => {
    const phoneNumber = phoneBook.take(code, { openid, nowMs })
    if (phoneNumber === undefined) return { errcode: 40029, errmsg: 'invalid code' }
    const watermark = { timestamp: Math.floor(nowMs / 1_000), appid }
    return { phone_info: { phoneNumber, purePhoneNumber: phoneNumber, countryCode: '86', watermark } }
  },
  'wxacode.getUnlimited': drawMiniProgramCode,
}

function parsed(parameters: ReadonlyMap<string, Buffer>): Parameters | undefined {
  try {
    return Object.fromEntries([...parameters].map(([name, text]) => [name, JSON.parse(text.toString('utf8'))]))
  } catch {
    return undefined
  }
}

/** One call of `cloud.openapi`, as its function sent it. */
export interface OpenApiCall {
  readonly apiName: string
  readonly requestData: Buffer
  /** What the `config.json` of the calling function permits. */
  readonly permitted: readonly string[]
}

/** Answers a call of `cloud.openapi` in the protocol buffers of the SDK. */
export function answerOpenApi({ apiName, requestData, permitted }: OpenApiCall, surroundings: Surroundings): Buffer {
  const service = Object.hasOwn(services, apiName) ? services[apiName] : undefined
  if (!service) {
    // The reply has room for a number only, and the service may well be one that WeChat has.
    surroundings.log(`local-cloud has no cloud.openapi.${apiName}`)
    return errorReply(notFound)
  }
  if (!permitted.includes(apiName)) return errorReply(notPermitted)
  const parameters = parsed(readParameters(requestData))
  if (!parameters) throw invalid('a parameter is no JSON')
  const answer = service(parameters, surroundings)
  return Buffer.isBuffer(answer)
    ? contentReply('image/png', answer)
    : contentReply('application/json', Buffer.from(JSON.stringify(answer)))
}
