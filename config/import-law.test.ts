import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative, resolve } from 'node:path'

const root = resolve(__dirname, '..')
const { forbidden }: { forbidden: { name: string }[] } = require('./import-law.cjs')
const m = 'cloudfunctions/modules'

/** `type` marks an `import type`, `alias` one written `@/...`. */
type Edge = readonly [from: string, to: string, how?: 'type' | 'alias']

const offences: Readonly<Record<string, readonly Edge[]>> = {
  'src-imports-only-the-api': [
    ['src/shared/api/client.ts', `${m}/members/contract.ts`, 'type'],
    ['src/stage/index.tsx', 'local-cloud/index.ts', 'type'],
  ],
  'src-imports-the-api-as-types': [['src/shared/api/names.ts', 'cloudfunctions/api.ts']],
  'src-imports-no-validator': [['src/shared/form.ts', 'zod']],
  'cloudfunctions-import-no-other-world': [['cloudfunctions/adapters/local/store.ts', 'local-cloud/index.ts']],
  'local-cloud-imports-no-other-world': [['local-cloud/gateway.ts', 'cloudfunctions/kernel/points.ts']],
  'production-never-imports-tests': [
    ['config/demo/index.ts', 'test/kit/clock.ts'],
    ['src/shared/format.ts', 'src/shared/format.test.ts'],
  ],
  'contract-imports-schemas-kernel-and-contracts': [
    [`${m}/rules/contract.ts`, 'cloudfunctions/platform/serve.ts', 'type'],
    [`${m}/members/contract.ts`, `${m}/members/store.ts`],
    [`${m}/staff/contract.ts`, 'dayjs'],
    [`${m}/ops/books/contract.ts`, `${m}/ops/books/closes.ts`, 'type'],
    [`${m}/ops/contract.ts`, `${m}/members/card/contract.ts`],
  ],
  'api-imports-contracts-as-types': [['cloudfunctions/api.ts', `${m}/index.ts`, 'type']],
  'api-is-types-only': [['cloudfunctions/api.ts', `${m}/members/contract.ts`]],
  'domain-is-pure': [
    [`${m}/check-in/domain/streak.ts`, 'cloudfunctions/platform/serve.ts', 'type'],
    [`${m}/check-in/domain/today.ts`, 'dayjs'],
    [`${m}/check-in/domain/random.ts`, 'node:crypto'],
    [`${m}/check-in/domain/ladder.ts`, `${m}/check-in/contract.ts`, 'type'],
    [`${m}/check-in/domain/prize.ts`, `${m}/ledger/domain/lots.ts`],
  ],
  'kernel-imports-kernel': [['cloudfunctions/kernel/ids.ts', 'cloudfunctions/platform/serve.ts', 'type']],
  'module-stands-in-the-order': [[`${m}/stamps/handlers.ts`, `${m}/ledger/index.ts`]],
  'module-imports-earlier-modules': [
    [`${m}/ledger/handlers.ts`, `${m}/rules/index.ts`],
    [`${m}/notifications/handlers.ts`, `${m}/ops/index.ts`, 'type'],
  ],
  'module-imports-a-module-by-its-index': [[`${m}/rules/handlers.ts`, `${m}/ledger/store.ts`]],
  'module-never-imports-the-list': [[`${m}/ops/handlers.ts`, `${m}/index.ts`]],
  'modules-never-import-adapters-or-functions': [
    [`${m}/members/handlers.ts`, 'cloudfunctions/adapters/memory/store.ts'],
    [`${m}/members/module.ts`, 'cloudfunctions/functions/member/index.ts'],
  ],
  'platform-imports-kernel': [
    ['cloudfunctions/platform/jobs.ts', `${m}/ledger/index.ts`],
    ['cloudfunctions/platform/clock.ts', 'cloudfunctions/adapters/memory/store.ts'],
  ],
  'adapters-import-platform-and-kernel': [
    ['cloudfunctions/adapters/memory/ledger.ts', `${m}/ledger/index.ts`],
    ['cloudfunctions/adapters/wechat/shadow.ts', 'cloudfunctions/adapters/memory/store.ts'],
  ],
  'door-imports-the-module-list': [['cloudfunctions/functions/ops/index.ts', `${m}/ledger/index.ts`]],
  'only-adapters-wechat-imports-wx-server-sdk': [
    ['cloudfunctions/functions/hook/index.ts', 'wx-server-sdk'],
    ['local-cloud/wire.ts', 'wx-server-sdk', 'type'],
  ],
  'feature-imports-shared-only': [
    ['src/features/check-in/pages/index.tsx', 'src/features/points/index.ts'],
    ['src/features/check-in/view.tsx', 'src/tabs/home.tsx'],
    ['src/features/check-in/use-check-in.ts', 'src/features/points/use-points.ts', 'alias'],
  ],
  'only-tabs-import-features': [['src/app.tsx', 'src/features/points/index.ts']],
  'tabs-import-a-feature-by-its-index': [['src/tabs/me.tsx', 'src/features/points/view.tsx']],
  'shared-imports-shared': [['src/shared/ui/card.tsx', 'src/tabs/home.tsx']],
  'no-page-imports-the-stage': [['src/tabs/mall.tsx', 'src/stage/phone.tsx']],
  // The way back stands among the lawful: a cycle is reported once, at its first edge.
  'no-cycles': [['cloudfunctions/platform/a.ts', 'cloudfunctions/platform/b.ts']],
}

const lawful: readonly Edge[] = [
  ['cloudfunctions/platform/b.ts', 'cloudfunctions/platform/a.ts', 'type'],
  ['src/shared/api/lawful.ts', 'cloudfunctions/api.ts', 'type'],
  ['src/features/check-in/use-check-in.ts', 'src/shared/format.ts'],
  ['src/features/check-in/use-check-in.ts', 'src/shared/ui/card.tsx', 'alias'],
  ['src/tabs/home.tsx', 'src/features/points/index.ts'],
  ['src/stage/index.tsx', 'src/stage/phone.tsx'],
  [`${m}/check-in/contract.ts`, 'zod'],
  [`${m}/check-in/contract.ts`, 'cloudfunctions/platform/contract.ts'],
  [`${m}/check-in/contract.ts`, 'cloudfunctions/platform/fields.ts'],
  [`${m}/check-in/contract.ts`, `${m}/ledger/contract.ts`],
  [`${m}/ops/contract.ts`, `${m}/ops/requests/contract.ts`],
  [`${m}/ops/requests/contract.ts`, 'zod'],
  [`${m}/check-in/domain/lawful.ts`, 'cloudfunctions/kernel/points.ts'],
  [`${m}/check-in/domain/lawful.ts`, `${m}/check-in/domain/streak.ts`],
  [`${m}/check-in/domain/streak.test.ts`, 'cloudfunctions/adapters/memory/store.ts'],
  [`${m}/check-in/handlers.ts`, `${m}/ledger/index.ts`],
  [`${m}/check-in/handlers.ts`, 'cloudfunctions/platform/serve.ts'],
  [`${m}/index.ts`, `${m}/check-in/module.ts`],
  ['cloudfunctions/functions/member/index.ts', `${m}/index.ts`],
  ['cloudfunctions/functions/member/index.ts', 'cloudfunctions/adapters/wechat/store.ts'],
  ['cloudfunctions/adapters/wechat/store.ts', 'wx-server-sdk'],
  ['local-cloud/sdk.test.ts', 'wx-server-sdk'],
  ['test/kit/clock.ts', 'cloudfunctions/adapters/memory/store.ts'],
  ['config/demo/population.ts', 'src/stage/personas.ts'],
  ['config/demo/members.ts', `${m}/members/index.ts`],
]

interface Cruise {
  summary: { violations: { rule: { name: string }; from: string; to: string }[] }
}

const isPackage = (to: string) => to === 'zod' || to === 'dayjs' || to === 'wx-server-sdk' || to.startsWith('node:')

function specifier(from: string, to: string, how: Edge[2]) {
  if (isPackage(to)) return to
  const target = to.replace(/\.tsx?$/, '')
  return how === 'alias' ? target.replace(/^src/, '@') : `./${relative(dirname(from), target)}`
}

function writeTree(folder: string, edges: readonly Edge[]) {
  const files = new Map<string, string[]>()
  const linesOf = (file: string) => {
    const lines = files.get(file) ?? [`export const here = '${file}'`]
    files.set(file, lines)
    return lines
  }
  for (const [from, to, how] of edges) {
    const lines = linesOf(from)
    lines.push(`${how === 'type' ? 'export type' : 'export'} * as x${lines.length} from '${specifier(from, to, how)}'`)
    if (!isPackage(to)) linesOf(to)
  }
  for (const [file, lines] of files) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), `${lines.join('\n')}\n`)
  }
}

function cruise(folder: string) {
  const worlds = ['src', 'cloudfunctions', 'local-cloud', 'config', 'test']
  const law = join(root, 'config/import-law.cjs')
  const program = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs')
  const ran = spawnSync(process.execPath, [program, '--config', law, '--output-type', 'json', ...worlds], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 50_000_000,
  })
  if (!ran.stdout) throw new Error(ran.stderr)
  const { violations } = (JSON.parse(ran.stdout) as Cruise).summary
  return violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to }))
}

describe('the import law', () => {
  const folder = mkdtempSync(join(tmpdir(), 'import-law-'))
  let violations: ReturnType<typeof cruise>

  beforeAll(() => {
    writeTree(folder, [...Object.values(offences).flat(), ...lawful])
    for (const name of ['zod', 'dayjs', 'wx-server-sdk']) {
      mkdirSync(join(folder, 'node_modules', name), { recursive: true })
      writeFileSync(join(folder, 'node_modules', name, 'package.json'), JSON.stringify({ name, main: 'index.js' }))
      writeFileSync(join(folder, 'node_modules', name, 'index.js'), '')
    }
    cpSync(join(root, 'tsconfig.json'), join(folder, 'tsconfig.json'))
    violations = cruise(folder)
  }, 60_000)
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  const targetOf = (to: string) =>
    to.startsWith('node:') ? to.slice('node:'.length) : isPackage(to) ? `node_modules/${to}/index.js` : to

  const rows = Object.entries(offences).flatMap(([rule, edges]) => edges.map(([from, to]) => ({ rule, from, to })))
  it.each(rows)('$rule refuses $from -> $to', ({ rule, from, to }) => {
    expect(violations).toContainEqual({ rule, from, to: targetOf(to) })
  })

  it.each(lawful.map(([from, to]) => ({ from, to })))('allows $from -> $to', ({ from, to }) => {
    expect(violations.filter((found) => found.from === from && found.to === targetOf(to))).toEqual([])
  })

  it('has a case for every rule', () => {
    expect(Object.keys(offences).sort()).toEqual([...new Set(forbidden.map(({ name }) => name))].sort())
  })
})
