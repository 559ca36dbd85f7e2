import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { namesFor, writeModule } from './new-module'
import { root } from './paths'
import { runTool } from './run-tool'

const NAME = 'stamp-cards'
const copied = [
  'cloudfunctions',
  'src',
  'test/kit',
  'tsconfig.json',
  'biome.json',
  'jest.config.cjs',
  'config/import-law.cjs',
]

describe('npm run new:module', () => {
  const copy = mkdtempSync(join(tmpdir(), 'new-module-'))
  let written: string[]

  beforeAll(() => {
    for (const path of [...copied, 'config/jest-transform.cjs'])
      cpSync(join(root, path), join(copy, path), { recursive: true })
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
    written = writeModule(copy, namesFor(copy, NAME, '集章卡'))
  })
  afterAll(() => rmSync(copy, { recursive: true, force: true }))

  it('adds one line to every list of capabilities', () => {
    const linesWith = (file: string, text: string) => readFileSync(join(copy, file), 'utf8').split(text).length - 1
    expect(linesWith('cloudfunctions/modules/index.ts', 'stampCards')).toBe(2)
    expect(linesWith('cloudfunctions/api.ts', 'stampCards')).toBe(2)
    expect(linesWith('config/import-law.cjs', `'${NAME}'`)).toBe(1)
    expect(linesWith('src/app.config.ts', `features/${NAME}`)).toBe(1)
    expect(linesWith('src/shared/routes.ts', `features/${NAME}`)).toBe(1)
  })

  it('writes code that compiles as it stands, page and all', async () => {
    const options = {
      extends: './tsconfig.json',
      include: ['src/globals.d.ts', ...written.filter((file) => /\.tsx?$/.test(file))],
    }
    writeFileSync(join(copy, 'tsconfig.new.json'), JSON.stringify(options))
    expect(await runTool('tsc', ['-p', 'tsconfig.new.json'], { folder: copy })).toEqual({ code: 0, output: '' })
  }, 60_000)

  it('writes a first test that passes', async () => {
    const args = ['--selectProjects', 'unit', '--ci', `cloudfunctions/modules/${NAME}`]
    const { code, output } = await runTool('jest', args, { folder: copy })
    expect(output).toContain('2 passed, 2 total')
    expect(code).toBe(0)
  }, 60_000)

  it('keeps the import law', async () => {
    const folders = [`cloudfunctions/modules/${NAME}`, `src/features/${NAME}`]
    const { output } = await runTool('depcruise', ['--config', 'config/import-law.cjs', ...folders], { folder: copy })
    expect(output).toContain('dependencies cruised')
    expect(output).not.toContain(NAME)
  }, 60_000)

  it.each([
    ['a name that is taken', 'members', '会员'],
    ['a name taken by what was just generated', NAME, '集章卡'],
    ['capitals', 'StampCards', '集章卡'],
    ['a path', '../stamps', '集章卡'],
    ['a leading digit', '2fa', '集章卡'],
    ['an empty word', 'stamp--cards', '集章卡'],
    ['a word of the language', 'new', '集章卡'],
    ['a word of the generated files', 'contract', '集章卡'],
    ['a title that is code', 'stamps', "'+x+'"],
  ])('refuses %s', (_, name, title) => {
    expect(() => namesFor(copy, name, title)).toThrow(
      new RegExp(name === 'stamps' ? 'no title' : name.replaceAll('.', '\\.')),
    )
  })

  it('writes nothing when a list has changed its shape', () => {
    const bare = mkdtempSync(join(tmpdir(), 'new-module-'))
    mkdirSync(join(bare, 'cloudfunctions/modules'), { recursive: true })
    writeFileSync(join(bare, 'cloudfunctions/modules/index.ts'), 'export const modules = everything()\n')
    expect(() => writeModule(bare, namesFor(bare, NAME, '集章卡'))).toThrow(
      'cloudfunctions/modules/index.ts has changed its shape',
    )
    expect(existsSync(join(bare, `cloudfunctions/modules/${NAME}`))).toBe(false)
    rmSync(bare, { recursive: true })
  })
})
