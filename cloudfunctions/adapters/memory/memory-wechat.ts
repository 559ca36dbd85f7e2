import type { WechatServices } from '../../platform/wechat-services'

/** WeChat's services in memory: a phone book that is filled by hand, and files that are kept while the process lives. */
export class MemoryWechat implements WechatServices {
  /** Numbers by the code that the phone button would give; a code is good once. */
  readonly phoneBook = new Map<string, string>()
  readonly files = new Map<string, Uint8Array>()

  async phoneNumberOf(code: string): Promise<string | null> {
    const number = this.phoneBook.get(code) ?? null
    this.phoneBook.delete(code)
    return number
  }

  /** Not a picture that a phone could read, but bytes that say what it would lead to. */
  async miniProgramCode({ scene, page }: { scene: string; page: string }): Promise<Uint8Array> {
    return Buffer.from(`${page}?scene=${scene}`)
  }

  async saveFile(path: string, bytes: Uint8Array): Promise<string> {
    const fileId = `cloud://memory/${path}`
    this.files.set(fileId, bytes)
    return fileId
  }

  async readFile(fileId: string, { fromByte, mostBytes }: { fromByte: number; mostBytes: number }) {
    const bytes = this.files.get(fileId)
    if (!bytes || (fromByte > 0 && fromByte >= bytes.byteLength)) return null
    return { bytes: bytes.subarray(fromByte, fromByte + mostBytes), totalBytes: bytes.byteLength }
  }

  async fileUrl(fileId: string): Promise<string | null> {
    return this.files.has(fileId) ? `https://memory.invalid/${encodeURIComponent(fileId)}` : null
  }
}
