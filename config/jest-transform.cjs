const { extname } = require('node:path')
const { transformSync } = require('esbuild')

const loaders = { '.ts': 'ts', '.tsx': 'tsx' }

/** One edit of one file, asked for by `npm run mutants`: production code has no switch for it. */
const mutant = process.env.FUDIAN_MUTANT ? JSON.parse(process.env.FUDIAN_MUTANT) : null

/** Turns our TypeScript into the CommonJS that jest runs. Types are checked by `npm run check`, not here. */
module.exports = {
  process(source, path) {
    const text = mutant && path.endsWith(mutant.file) ? source.replace(mutant.from, mutant.to) : source
    return transformSync(text, {
      loader: loaders[extname(path)],
      sourcefile: path,
      sourcemap: 'inline',
      format: 'cjs',
      target: 'node20',
      jsx: 'automatic',
      // jest runs tests in a VM context where a native import() needs an experimental flag; esbuild makes it a require.
      supported: { 'dynamic-import': false },
    })
  },
}
