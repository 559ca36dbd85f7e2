import path from 'node:path'
import { defineConfig } from '@tarojs/cli'

const root = path.resolve(__dirname, '..')

const isRelease = process.env.NODE_ENV === 'production' && process.env.FUDIAN_DEV !== '1'
const localCloud = process.env.FUDIAN_LOCAL ?? ''
if (isRelease && localCloud !== '')
  throw new Error(
    'FUDIAN_LOCAL 只用于开发：发布版不能连接 local-cloud。请去掉 FUDIAN_LOCAL，或设 FUDIAN_DEV=1 / NODE_ENV=development 再构建。',
  )

/** How Taro builds the mini program (`--type weapp`) and its browser twin (`--type h5`). */
export default defineConfig<'webpack5'>({
  projectName: 'fudian',
  date: '2026-1-1',
  designWidth: 375,
  deviceRatio: { 375: 2, 640: 2.34 / 2, 750: 1, 828: 1.81 / 2 },
  sourceRoot: 'src',
  // One folder per target: they would overwrite each other.
  outputRoot: `dist/${process.env.TARO_ENV}`,
  plugins: [path.resolve(__dirname, 'taro-aria-plugin.ts')],
  alias: { '@': path.join(root, 'src') },
  defineConstants: {
    FUDIAN_ENV: JSON.stringify(process.env.FUDIAN_ENV ?? ''),
    FUDIAN_LOCAL: JSON.stringify(localCloud),
  },
  copy: { patterns: [], options: {} },
  framework: 'react',
  compiler: { type: 'webpack5', prebundle: { enable: false } },
  cache: { enable: false },
  mini: {
    optimizeMainPackage: { enable: true },
    experimental: { compileMode: true },
    // Styles of components are independent of each other, so their order in a shared file does not matter.
    miniCssExtractPluginOption: { ignoreOrder: true },
    postcss: { pxtransform: { enable: true, config: {} }, cssModules: { enable: false } },
  },
  h5: {
    publicPath: '/',
    staticDirectory: 'static',
    router: { mode: 'hash' },
    output: { filename: 'js/[name].[contenthash:8].js', chunkFilename: 'js/[name].[contenthash:8].js' },
    miniCssExtractPluginOption: {
      ignoreOrder: true,
      filename: 'css/[name].[contenthash:8].css',
      chunkFilename: 'css/[name].[contenthash:8].css',
    },
    postcss: {
      autoprefixer: { enable: true, config: {} },
      // A browser window may be wide; a pixel of the design stays a pixel there.
      pxtransform: { enable: false, config: {} },
      cssModules: { enable: false },
    },
  },
})
