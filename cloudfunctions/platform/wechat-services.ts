/** What WeChat does for a function besides its database. One adapter on the cloud, one in memory. */
export interface WechatServices {
  /** The number behind a code of the phone button, digits only; null for a code that is unknown, used or too old. */
  phoneNumberOf(code: string): Promise<string | null>
  /** A mini-program code as a PNG. `scene` has at most 32 characters of the set that WeChat allows. */
  miniProgramCode(target: { readonly scene: string; readonly page: string }): Promise<Uint8Array>
  /** Stores a file and answers its id, `cloud://...`; a file of that path is replaced. */
  saveFile(path: string, bytes: Uint8Array): Promise<string>
  /** A part of a stored file, so that a large one is never held whole; null when there is none. */
  readFile(
    fileId: string,
    part: { readonly fromByte: number; readonly mostBytes: number },
  ): Promise<{ readonly bytes: Uint8Array; readonly totalBytes: number } | null>
  /** An https address at which anybody may see a file for a while; null when there is none. */
  fileUrl(fileId: string): Promise<string | null>
}
