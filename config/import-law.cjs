/**
 * The import law: who may know whom, one named rule for each sentence of the design.
 * dependency-cruiser reads this file; `npm run check` fails where a rule is broken, and
 * `import-law.test.ts` shows that every rule here bites.
 */

/** Each module may import the `index.ts` of those before it. `npm run new:module` adds its line before `segments`. */
const moduleOrder = [
  'ledger',
  'rules',
  'members',
  'staff',
  'tiers',
  'counter',
  'orders',
  'coupons',
  'rewards',
  'sharing',
  'campaigns',
  'check-in',
  'lottery',
  'referrals',
  'linter',
  'rehearsals',
  'segments',
  'analytics',
  'recommendations',
  'notifications',
  'ops',
]

const modules = '^cloudfunctions/modules'
/** Tests stand where their subject stands, but they may wire it to the memory store or the real SDK. */
const tests = '\\.test\\.tsx?$'
const npm = (name) => `(^|node_modules/)${name}(/|$)`

const rule = (name, from, to) => ({ name, severity: 'error', from, to })

const threeWorlds = [
  rule(
    'src-imports-only-the-api',
    { path: '^src/' },
    { path: '^(cloudfunctions|local-cloud|config|test)/', pathNot: '^cloudfunctions/api\\.ts$' },
  ),
  rule(
    'src-imports-the-api-as-types',
    { path: '^src/' },
    { path: '^cloudfunctions/api\\.ts$', dependencyTypesNot: ['type-only'] },
  ),
  rule('src-imports-no-validator', { path: '^src/' }, { path: npm('zod') }),
  rule('cloudfunctions-import-no-other-world', { path: '^cloudfunctions/' }, { path: '^(src|local-cloud|config)/' }),
  rule('local-cloud-imports-no-other-world', { path: '^local-cloud/' }, { path: '^(src|cloudfunctions|config)/' }),
  rule(
    'production-never-imports-tests',
    { path: '^(src|cloudfunctions|local-cloud|config)/', pathNot: tests },
    { path: ['^test/', tests] },
  ),
]

const contracts = [
  rule(
    'contract-imports-schemas-kernel-and-contracts',
    // A long contract is put together from one for each folder of its module.
    { path: `${modules}/([^/]+)/.*\\bcontract\\.ts$` },
    {
      pathNot: [
        npm('zod'),
        '^cloudfunctions/kernel/',
        '^cloudfunctions/platform/(contract|fields)\\.ts$',
        `${modules}/[^/]+/contract\\.ts$`,
        `${modules}/$1/[^/]+/contract\\.ts$`,
      ],
    },
  ),
  rule(
    'api-imports-contracts-as-types',
    { path: '^cloudfunctions/api\\.ts$' },
    { pathNot: [`${modules}/[^/]+/contract\\.ts$`, '^cloudfunctions/platform/contract\\.ts$'] },
  ),
  rule('api-is-types-only', { path: '^cloudfunctions/api\\.ts$' }, { dependencyTypesNot: ['type-only'] }),
]

const domain = [
  rule(
    'domain-is-pure',
    { path: `${modules}/([^/]+)/domain/`, pathNot: tests },
    { pathNot: ['^cloudfunctions/kernel/', `${modules}/$1/domain/`] },
  ),
  rule(
    'kernel-imports-kernel',
    { path: '^cloudfunctions/kernel/', pathNot: tests },
    { path: '^cloudfunctions/', pathNot: '^cloudfunctions/kernel/' },
  ),
]

const order = [
  rule('module-stands-in-the-order', { path: `${modules}/(?!(${moduleOrder.join('|')})/)[^/]+/` }, {}),
  ...moduleOrder
    .slice(0, -1)
    .map((name, position) =>
      rule(
        'module-imports-earlier-modules',
        { path: `${modules}/${name}/`, pathNot: [tests, '/contract\\.ts$'] },
        { path: `${modules}/(${moduleOrder.slice(position + 1).join('|')})/` },
      ),
    ),
  rule(
    'module-imports-a-module-by-its-index',
    { path: `${modules}/([^/]+)/`, pathNot: [tests, '/contract\\.ts$'] },
    { path: `${modules}/[^/]+/`, pathNot: [`${modules}/$1/`, `${modules}/[^/]+/index\\.ts$`] },
  ),
  rule(
    'module-never-imports-the-list',
    { path: `${modules}/[^/]+/`, pathNot: tests },
    { path: `${modules}/index\\.ts$` },
  ),
]

const layers = [
  rule(
    'modules-never-import-adapters-or-functions',
    { path: `${modules}/`, pathNot: tests },
    { path: '^cloudfunctions/(adapters|functions)/' },
  ),
  rule(
    'platform-imports-kernel',
    { path: '^cloudfunctions/platform/', pathNot: tests },
    { path: '^cloudfunctions/', pathNot: '^cloudfunctions/(kernel|platform)/' },
  ),
  rule(
    'adapters-import-platform-and-kernel',
    { path: '^cloudfunctions/adapters/([^/]+)/', pathNot: tests },
    { path: '^cloudfunctions/', pathNot: '^cloudfunctions/(kernel/|platform/|adapters/$1/)' },
  ),
  rule(
    'door-imports-the-module-list',
    { path: '^cloudfunctions/functions/' },
    { path: `${modules}/`, pathNot: `${modules}/index\\.ts$` },
  ),
  rule(
    'only-adapters-wechat-imports-wx-server-sdk',
    { pathNot: ['^cloudfunctions/adapters/wechat/', '^test/', tests] },
    { path: npm('wx-server-sdk') },
  ),
]

const miniProgram = [
  rule(
    'feature-imports-shared-only',
    { path: '^src/features/([^/]+)/' },
    { path: '^src/', pathNot: ['^src/shared/', '^src/features/$1/'] },
  ),
  rule('only-tabs-import-features', { path: '^src/', pathNot: '^src/(tabs|features)/' }, { path: '^src/features/' }),
  rule(
    'tabs-import-a-feature-by-its-index',
    { path: '^src/tabs/' },
    { path: '^src/features/', pathNot: '^src/features/[^/]+/index\\.tsx?$' },
  ),
  rule('shared-imports-shared', { path: '^src/shared/' }, { path: '^src/', pathNot: '^src/shared/' }),
  rule('no-page-imports-the-stage', { path: '^src/', pathNot: '^src/stage/' }, { path: '^src/stage/' }),
  rule('no-cycles', {}, { circular: true }),
]

module.exports = {
  forbidden: [...threeWorlds, ...contracts, ...domain, ...order, ...layers, ...miniProgram],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/' },
    // Keeps `import type` visible, so that the rules can tell a type from a value.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
}
