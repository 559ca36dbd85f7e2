import { join, resolve } from 'node:path'

/** The repository. */
export const root = resolve(__dirname, '..')
export const dist = join(root, 'dist')
