import { createBrowserFiles } from './files.h5'
import { createWeappFiles } from './files.weapp'

export type { LocalFile } from './types'

export const { uploadFile, fileUrl } = process.env.TARO_ENV === 'weapp' ? createWeappFiles() : createBrowserFiles()
