import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { type Browser, chromium, type LaunchOptions } from 'playwright-core'
import { chineseFonts } from './browser-font'

const root = resolve(__dirname, '../..')
const cache = join(root, '.cache')
const packaged = join(root, 'node_modules/@sparticuz/chromium/package.json')

/** A quiet browser: it draws by itself, and asks nobody but the pages' own server. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // A page's pixels are the same on every machine.
  '--font-render-hinting=none',
  '--force-color-profile=srgb',
  '--hide-scrollbars',
]

const UNPACK = "import('@sparticuz/chromium').then(({ default: chromium }) => chromium.executablePath())"

/** The package's own configuration looks for fonts in /tmp only. */
const fontConfiguration = (folder: string) => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${folder}/fonts/fonts</dir><cachedir>${folder}/fonts-cache</cachedir></fontconfig>
`

/**
 * Unpacks the packaged Chromium, its system libraries and its one font, once for each version. By a process of its own,
 * because the package decides by environment variables where to and what, and jest shows its tests a copy of those.
 */
async function unpacked(): Promise<string> {
  const { version } = JSON.parse(readFileSync(packaged, 'utf8')) as { version: string }
  const folder = join(cache, `chromium-${version}`)
  if (existsSync(folder)) return folder
  mkdirSync(cache, { recursive: true })
  const draft = mkdtempSync(join(cache, 'chromium-'))
  const env = { ...process.env, TMPDIR: draft, AWS_LAMBDA_JS_RUNTIME: 'nodejs20.x' }
  await promisify(execFile)(process.execPath, ['-e', UNPACK], { cwd: root, env })
  // Its one font knows no Chinese. Given as a system font, ours steps in wherever a page's own fonts fall short.
  for (const [name, font] of chineseFonts(root)) writeFileSync(join(draft, 'fonts/fonts', name), font)
  writeFileSync(join(draft, 'fonts/fonts.conf'), fontConfiguration(folder))
  try {
    renameSync(draft, folder)
  } catch (error) {
    // Another test file unpacked it meanwhile.
    rmSync(draft, { recursive: true })
    if (!existsSync(folder)) throw error
  }
  return folder
}

async function packagedChromium(): Promise<LaunchOptions> {
  const folder = await unpacked()
  const env = {
    ...process.env,
    LD_LIBRARY_PATH: join(folder, 'al2023/lib'),
    FONTCONFIG_PATH: join(folder, 'fonts'),
  }
  return { executablePath: join(folder, 'chromium'), env }
}

/** What people have installed, where the packaged browser does not run. */
const INSTALLED: readonly LaunchOptions[] = [
  { channel: 'chrome' },
  { channel: 'msedge' },
  ...['/usr/bin/chromium', '/usr/bin/chromium-browser']
    .filter((path) => existsSync(path))
    .map((executablePath) => ({ executablePath })),
]

/** A browser with nobody's profile in it. Rejects with one line where there is none. */
export async function launchBrowser(): Promise<Browser> {
  const isPackaged = process.platform === 'linux' && process.arch === 'x64'
  const candidates = isPackaged ? [await packagedChromium()] : INSTALLED
  let reason = ''
  for (const candidate of candidates) {
    try {
      return await chromium.launch({ ...candidate, args: FLAGS })
    } catch (error) {
      reason = error instanceof Error ? error.message : String(error)
    }
  }
  throw new Error(
    isPackaged
      ? `the packaged Chromium does not start: ${reason}`
      : 'no browser to test with: install Google Chrome, Microsoft Edge or Chromium',
  )
}
