import cloud from 'wx-server-sdk'
import type { WechatServices } from '../../platform/wechat-services'

/** WeChat answers this for a code that is unknown, used or older than five minutes. */
const BAD_CODE = 40029

interface Sdk {
  readonly openapi: {
    readonly phonenumber: {
      getPhoneNumber(input: { code: string }): Promise<{ phoneInfo: { purePhoneNumber?: string; phoneNumber: string } }>
    }
    readonly wxacode: {
      getUnlimited(input: { scene: string; page: string; checkPath: boolean }): Promise<{ buffer: Uint8Array }>
    }
  }
}

const { openapi } = cloud as unknown as Sdk

async function urlOf(fileId: string): Promise<string | null> {
  const answer = await cloud.getTempFileURL({ fileList: [fileId] })
  return answer?.fileList[0]?.tempFileURL || null
}

export const wechatServices: WechatServices = {
  async phoneNumberOf(code) {
    try {
      const { phoneInfo } = await openapi.phonenumber.getPhoneNumber({ code })
      return phoneInfo.purePhoneNumber ?? phoneInfo.phoneNumber
    } catch (error) {
      if ((error as { errCode?: number }).errCode === BAD_CODE) return null
      throw error
    }
  },

  async miniProgramCode({ scene, page }) {
    // The page is checked by our own tests; WeChat's check refuses every page of a version that is not released yet.
    return (await openapi.wxacode.getUnlimited({ scene, page, checkPath: false })).buffer
  },

  async saveFile(path, bytes) {
    const { fileID } = await cloud.uploadFile({ cloudPath: path, fileContent: Buffer.from(bytes) as never })
    return fileID
  },

  async readFile(fileId, { fromByte, mostBytes }) {
    const url = await urlOf(fileId)
    if (url === null) return null
    const response = await fetch(url, { headers: { range: `bytes=${fromByte}-${fromByte + mostBytes - 1}` } })
    // 416: the part begins behind the end.
    if (response.status === 404 || response.status === 416) return null
    if (!response.ok) throw new Error(`file ${fileId} was answered with ${response.status}`)
    const bytes = new Uint8Array(await response.arrayBuffer())
    const total = /\/(\d+)$/.exec(response.headers.get('content-range') ?? '')?.[1]
    // Storage that knows no ranges answers the whole file.
    if (total === undefined)
      return { bytes: bytes.subarray(fromByte, fromByte + mostBytes), totalBytes: bytes.byteLength }
    return { bytes, totalBytes: Number(total) }
  },

  fileUrl: urlOf,
}
