import { client } from './client'

export { client, merchant, operator } from './client'
export type { Unconfirmed } from './commands'
export { useUnfinishedCommands } from './lifecycle'
export { line } from './line'
export { keyValueStore } from './store'
export type { Data, Input, RefusalCode } from './types'
export { usePages } from './use-pages'
export { useFreshness } from './use-query'
export { commonWords, type Words } from './words'

export const { useQuery, useCommand } = client
