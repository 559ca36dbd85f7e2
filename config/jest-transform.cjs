const { extname } = require('node:path')
const { transformSync } = require('esbuild')

const loaders = { '.ts': 'ts', '.tsx': 'tsx' }

/** Turns our TypeScript into the CommonJS that jest runs. Types are checked by `npm run check`, not here. */
module.exports = {
  process(source, path) {
    return transformSync(source, {
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
