import Taro from '@tarojs/taro'
import { DEVTOOLS_OPENID } from '../api/devtools.weapp'
import type { Files } from './types'

function pathOf(file: string | Blob): string {
  if (typeof file !== 'string') throw new Error('a mini program knows files by their path')
  return file
}

/** WeChat shows a file of the mini program's own cloud by its id. */
const cloudFiles: Files = {
  async uploadFile(file, cloudPath) {
    return (await Taro.cloud.uploadFile({ filePath: pathOf(file), cloudPath })).fileID
  },
  fileUrl: (fileId) => fileId,
}

const bytesOf = (filePath: string) =>
  new Promise<ArrayBuffer>((resolve, reject) => {
    Taro.getFileSystemManager().readFile({
      filePath,
      success: ({ data }) => resolve(data as ArrayBuffer),
      fail: ({ errMsg }) => reject(new Error(errMsg)),
    })
  })

const localCloudFiles: Files = {
  async uploadFile(file, cloudPath) {
    const response = await Taro.request<{ fileId: string }, ArrayBuffer>({
      url: `${FUDIAN_LOCAL}/_local/files?path=${encodeURIComponent(cloudPath)}`,
      method: 'POST',
      header: { 'content-type': 'application/octet-stream', 'x-wx-openid': DEVTOOLS_OPENID },
      data: await bytesOf(pathOf(file)),
    })
    if (response.statusCode !== 200) throw new Error(`local-cloud answered ${response.statusCode}`)
    return response.data.fileId
  },
  fileUrl: (fileId) => `${FUDIAN_LOCAL}/_files?id=${encodeURIComponent(fileId)}`,
}

export const createWeappFiles = (): Files => (FUDIAN_LOCAL === '' ? cloudFiles : localCloudFiles)
