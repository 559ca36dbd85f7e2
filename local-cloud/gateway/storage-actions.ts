import { invalid } from '../database/refusal'
import { fileIdOf, isCloudPath, pathOfFileId } from '../files/cloud-path'
import type { FileStore } from '../files/file-store'
import type { UploadTickets } from '../files/upload-tickets'
import type { Body } from './wire-actions'

export const uploadPath = '/_upload/'
export const localFilesPath = '/_local/files/'

/** The cloud's limit for one call. */
const mostFiles = 50
const secondsByDefault = 7_200

export interface Storage {
  readonly files: FileStore
  readonly tickets: UploadTickets
}

/** One action of the wire: what it answers under `data`. `address` is where the caller reached us. */
type StorageAction = (storage: Storage, body: Body, address: string) => unknown

function fileList(value: unknown, what: string): unknown[] {
  if (!Array.isArray(value) || value.length > mostFiles) throw invalid(`${what} is not a list of at most ${mostFiles}`)
  return value
}

export const storageActions: Record<string, StorageAction> = {
  'storage.getUploadMetadata': ({ tickets }, { path, method }, address) => {
    if (!isCloudPath(path))
      throw invalid('the path of a file is names of A-Z a-z 0-9 ! _ . * - between single slashes, 850 bytes at most')
    if (method !== 'put') throw invalid('local-cloud takes uploads by PUT only')
    const ticket = tickets.issue(path)
    const fileId = fileIdOf(path)
    return { url: `${address}${uploadPath}${path}`, token: ticket, authorization: ticket, fileId, cosFileId: fileId }
  },

  'storage.batchGetDownloadUrl': ({ files }, body, address) => ({
    download_list: fileList(body.file_list, 'file_list').map((one) => {
      const { fileid, max_age } = (one ?? {}) as Body
      const path = pathOfFileId(fileid)
      if (path === undefined || !files.get(path))
        return { code: 'STORAGE_FILE_NONEXIST', fileID: fileid, tempFileURL: '', maxAge: 0 }
      const maxAge = typeof max_age === 'number' ? max_age : secondsByDefault
      return { code: 'SUCCESS', fileID: fileid, tempFileURL: `${address}${localFilesPath}${path}`, maxAge }
    }),
  }),

  'storage.batchDeleteFile': ({ files }, body) => ({
    delete_list: fileList(body.fileid_list, 'fileid_list').map((fileId) => {
      const path = pathOfFileId(fileId)
      const isRemoved = path !== undefined && files.remove(path)
      return { code: isRemoved ? 'SUCCESS' : 'STORAGE_FILE_NONEXIST', fileID: fileId }
    }),
  }),
}
