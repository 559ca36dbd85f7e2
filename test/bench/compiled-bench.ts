import { join } from 'node:path'
import { buildSync } from 'esbuild'
import { dist } from '../../config/paths'

/** Both stand in `dist` itself, from where they find the repository as the sources do. */
export const bench = join(dist, 'bench.cjs')
export const localCloudThread = join(dist, 'bench-local-cloud.cjs')

/**
 * The bench with the product as one file, as the doors are built: run from the sources, every call from one file to another
 * would go by way of the loader, which nobody has who uses the product.
 */
export function compileBench(): void {
  const options = {
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    packages: 'external',
    sourcemap: 'inline',
    logLevel: 'error',
  } as const
  buildSync({ ...options, entryPoints: [join(__dirname, 'bench-process.ts')], outfile: bench })
  buildSync({ ...options, entryPoints: [join(__dirname, 'local-cloud-thread.ts')], outfile: localCloudThread })
}
