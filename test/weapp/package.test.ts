import { execFileSync } from 'node:child_process'
import { chmodSync, copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const dist = resolve(__dirname, '../../dist/weapp')
const compilers = resolve(__dirname, '../../node_modules/miniprogram-compiler/bin/linux')
const MB = 1024 * 1024

interface AppConfig {
  pages: string[]
  subPackages: { root: string; pages: string[] }[]
  tabBar: { list: { iconPath: string; selectedIconPath: string }[] }
}
const app = JSON.parse(readFileSync(join(dist, 'app.json'), 'utf8')) as AppConfig

const files = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((name) =>
  statSync(join(dist, name)).isFile(),
)
/** project.config.json is for WeChat DevTools and is not uploaded. */
const uploaded = files.filter((name) => name !== 'project.config.json')
const named = (...endings: string[]) => uploaded.filter((name) => endings.some((ending) => name.endsWith(ending)))
const textOf = (name: string) => readFileSync(join(dist, name), 'utf8')
const bytesOf = (names: readonly string[]) => names.reduce((sum, name) => sum + statSync(join(dist, name)).size, 0)
const holding = (pattern: RegExp) =>
  named('.js', '.json', '.wxml', '.wxs', '.wxss').filter((name) => pattern.test(textOf(name)))

describe('the package', () => {
  test('has the code, the settings and the template of every page it names', () => {
    const pages = [
      ...app.pages,
      ...app.subPackages.flatMap(({ root, pages }) => pages.map((page) => `${root}/${page}`)),
    ]
    const missing = pages.flatMap((page) =>
      ['.js', '.json', '.wxml'].map((ending) => page + ending).filter((name) => !files.includes(name)),
    )
    expect(pages.length).toBeGreaterThan(4)
    expect(missing).toEqual([])
  })

  test('is smaller than WeChat allows, and its main part smaller than we allow', () => {
    const roots = app.subPackages.map(({ root }) => `${root}/`)
    const sizes = roots.map((root) => bytesOf(uploaded.filter((name) => name.startsWith(root))))
    const main = bytesOf(uploaded.filter((name) => !roots.some((root) => name.startsWith(root))))
    console.log(`main package ${main} bytes; ${roots.map((root, at) => `${root} ${sizes[at]}`).join(', ')}`)
    expect(Math.min(...sizes)).toBeGreaterThan(0)
    expect(main).toBeLessThan(MB)
    expect(Math.max(...sizes)).toBeLessThan(2 * MB)
    expect(main + sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(20 * MB)
  })

  test('has its tab icons, each of at most 40 KB', () => {
    const icons = app.tabBar.list.flatMap(({ iconPath, selectedIconPath }) => [iconPath, selectedIconPath])
    expect(icons).toHaveLength(8)
    expect(icons.filter((name) => !files.includes(name) || bytesOf([name]) > 40 * 1024)).toEqual([])
  })

  test('carries no validator, no name of ours and no address of a laptop', () => {
    expect(holding(/\bzod\b|ZodError|\$Zod/)).toEqual([])
    expect(holding(/Fudian|福点/)).toEqual([])
    expect(holding(/127\.0\.0\.1|localhost|\/_local\/|x-wx-openid/)).toEqual([])
    // The patterns can find something: the shop's words are in it.
    expect(holding(/会员中心/)).not.toEqual([])
  })
})

const canCompile = process.platform === 'linux' && process.arch === 'x64'
if (!canCompile) console.log("WeChat's compilers are x86-64 Linux programs: the compiled files are not compiled here.")

;(canCompile ? describe : describe.skip)("WeChat's own compilers", () => {
  const folder = mkdtempSync(join(tmpdir(), 'wechat-compilers-'))
  /** Copied, because they come without permission to run and node_modules may not be ours to change. */
  const compiler = (name: string) => {
    const copy = join(folder, name)
    if (existsSync(copy)) return copy
    copyFileSync(join(compilers, name), copy)
    chmodSync(copy, 0o700)
    return copy
  }
  const run = (name: string, args: readonly string[], cwd = dist) =>
    execFileSync(compiler(name), args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 64 * MB })
  afterAll(() => rmSync(folder, { recursive: true }))

  test('take every template', () => {
    const templates = named('.wxml')
    const compiled = run('wcc', ['-d', ...templates, ...named('.wxs')])
    expect(templates.filter((name) => !compiled.includes(name))).toEqual([])
  })

  test('take every style sheet', () => {
    const sheets = named('.wxss')
    expect(sheets.length).toBeGreaterThan(0)
    expect(run('wcsc', ['-db', '-pc', '0', ...sheets]).length).toBeGreaterThan(0)
  })
})
