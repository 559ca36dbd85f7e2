import { resolve } from 'node:path'

export interface StartOptions {
  readonly port: number
  readonly dataDir: string
  /** Begin anew: delete the data folder first. */
  readonly isFresh: boolean
  /** Fill a new data folder with the demo. */
  readonly wantsDemo: boolean
}

/** Reads flags and environment; throws one Chinese line that names every bad one. */
export function readStartOptions(
  flags: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  cwd: string,
): StartOptions {
  const wrong = flags.filter((flag) => flag !== '--fresh').map((flag) => `不认识参数 ${flag}，只有 --fresh`)
  const port = Number(env.PORT || 8787)
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    wrong.push(`PORT 应为 0 到 65535 的整数，现在是“${env.PORT}”`)
  if (!['', '0', '1'].includes(env.FUDIAN_DEMO ?? ''))
    wrong.push(`FUDIAN_DEMO 只能是 0 或 1，现在是“${env.FUDIAN_DEMO}”`)
  if (wrong.length > 0) throw new Error(wrong.join('；'))
  return {
    port,
    dataDir: resolve(cwd, env.FUDIAN_DATA || '.data'),
    isFresh: flags.includes('--fresh'),
    wantsDemo: env.FUDIAN_DEMO !== '0',
  }
}
