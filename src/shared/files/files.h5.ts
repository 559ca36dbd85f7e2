import { browserCaller } from '../api/caller.h5'
import type { Files } from './types'

/** Stores and shows the files of local-cloud, which stands in for the cloud when the app runs in a browser. */
export function createBrowserFiles(): Files {
  return {
    async uploadFile(file, cloudPath) {
      // A path in a browser is an object URL: the picture that was chosen.
      const bytes = typeof file === 'string' ? await (await fetch(file)).blob() : file
      const response = await fetch(`/_local/files?path=${encodeURIComponent(cloudPath)}`, {
        method: 'POST',
        headers: { 'content-type': 'application/octet-stream', 'x-wx-openid': browserCaller() },
        body: bytes,
      })
      if (!response.ok) throw new Error(`local-cloud answered ${response.status}`)
      return ((await response.json()) as { fileId: string }).fileId
    },
    fileUrl: (fileId) => `/_files?id=${encodeURIComponent(fileId)}`,
  }
}
