import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { filesOf, type Names } from './new-module-files'
import { root as repository } from './paths'
import { runTool } from './run-tool'

/** Modules that stay behind whatever is added: they look at the others. The order is in `import-law.cjs`. */
const LAST_MODULES = ['segments', 'analytics', 'recommendations', 'notifications', 'ops'] as const
/** Values that the generated files and lists already use. */
const TAKEN_VALUES = ['contract', 'handlers', 'modules', 'query', 'status']

const camel = (name: string) => name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())

function isIdentifier(value: string): boolean {
  try {
    new Function(`const ${value} = 0`)
    return true
  } catch {
    return false
  }
}

/** The names of a new module; throws one line that says why a name will not do. */
export function namesFor(root: string, name: string, title: string): Names {
  if (!/^[a-z][a-z0-9]*(-[a-z][a-z0-9]*)*$/.test(name) || name.length > 30)
    throw new Error(
      `“${name}” is no name for a module: small letters and digits, words joined by "-", such as check-in`,
    )
  const value = camel(name)
  if (TAKEN_VALUES.includes(value) || !isIdentifier(value))
    throw new Error(`“${name}” means something else in the code`)
  const taken = [`cloudfunctions/modules/${name}`, `src/features/${name}`].find((path) => existsSync(join(root, path)))
  if (taken) throw new Error(`${taken} is already there`)
  if (/['"`<>{}\\]/.test(title) || title.length > 12)
    throw new Error(`“${title}” is no title: at most 12 plain characters`)
  return { name, value, type: value[0]?.toUpperCase() + value.slice(1), title }
}

interface Registration {
  readonly file: string
  readonly add: (text: string, names: Names) => string
}

/** Puts `line` before the first of the places named; an unknown text means that the file has changed its shape. */
function insertBefore(text: string, places: readonly RegExp[], line: string): string {
  const place = places.map((pattern) => text.search(pattern)).find((position) => position >= 0)
  if (place === undefined) throw new Error(`nowhere to put ${line.trim()}`)
  return text.slice(0, place) + line + text.slice(place)
}

const lastOnes = (pattern: (name: string) => RegExp) => LAST_MODULES.map(pattern)

/** One line per list that knows every capability. */
const registrations: readonly Registration[] = [
  {
    file: 'cloudfunctions/modules/index.ts',
    add: (text, { name, value }) =>
      insertBefore(
        `import { ${value} } from './${name}/module'\n${text}`,
        lastOnes((last) => new RegExp(`(?<=\\[[^\\]]*)\\b${last}\\b(?=[^\\[]*\\])`)),
        `${value}, `,
      ),
  },
  {
    file: 'cloudfunctions/api.ts',
    add: (text, { name, value }) =>
      insertBefore(
        insertBefore(text, [/^import /m], `import type { contract as ${value} } from './modules/${name}/contract'\n`),
        lastOnes((last) => new RegExp(`typeof ${last}\\b`)),
        `typeof ${value} & `,
      ),
  },
  {
    file: 'config/import-law.cjs',
    add: (text, { name }) =>
      text.includes(`'${name}',`) ? text : insertBefore(text, [/ {2}'segments',/], `  '${name}',\n`),
  },
  {
    file: 'src/app.config.ts',
    add: (text, { name }) =>
      insertBefore(text, [/ {2}\],\n {2}preloadRule/], `    { root: 'features/${name}', pages: ['pages/index'] },\n`),
  },
  {
    file: 'src/shared/routes.ts',
    add: (text, { name, value }) =>
      insertBefore(text, [/^} as const/m], `  ${value}: '/features/${name}/pages/index',\n`),
  },
]

/** Writes the new module below `root` and answers the files it made or changed. Nothing is written when a list resists. */
export function writeModule(root: string, names: Names): string[] {
  const files = new Map(Object.entries(filesOf(names)))
  for (const { file, add } of registrations) {
    try {
      files.set(file, add(readFileSync(join(root, file), 'utf8'), names))
    } catch (error) {
      throw new Error(`${file} has changed its shape, nothing was written: ${(error as Error).message}`)
    }
  }
  for (const [file, text] of files) {
    mkdirSync(dirname(join(root, file)), { recursive: true })
    writeFileSync(join(root, file), text)
  }
  return [...files.keys()]
}

async function main() {
  const [name, title = name] = process.argv.slice(2)
  if (!name) throw new Error('usage: npm run new:module NAME [中文标题]')
  const files = writeModule(repository, namesFor(repository, name, title ?? name))
  await runTool('biome', ['check', '--write', ...files])
  await runTool('tsx', ['config/docs.ts'])
  console.log(
    `${files.join('\n')}\n\nNext: npm test -- cloudfunctions/modules/${name}, then make it say what it is for.`,
  )
}

if (require.main === module)
  main().catch((error: Error) => {
    console.error(error.message)
    process.exitCode = 1
  })
