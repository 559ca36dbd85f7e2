import { copyFileSync, existsSync, mkdirSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { missingGlyphs, type Phone } from '../kit/browser'
import { clippedTexts } from './clipped'

const root = resolve(__dirname, '../..')
const folder = join(root, 'dist/pictures')
/** The few that the README shows; all others are for looking at and are not committed. */
const shown = join(root, 'docs/pictures')
const SHOWN = [
  'tabs-home-full-light',
  'tabs-home-full-dark',
  'calendar-full-light',
  'statement-why-full-light',
  'desk-scanned-clerk-light',
  'stage-chat-light',
  'wheel-full-light',
  'referrals-full-light',
  'operator-rehearsed-operator-light',
]

/** The pictures taken so far, and what was wrong on them. `words`: only those with one of these in their name. */
export class Album {
  private readonly wrong: string[] = []
  private count = 0

  constructor(private readonly words: readonly string[]) {
    if (words.length === 0) rmSync(folder, { recursive: true, force: true })
    mkdirSync(folder, { recursive: true })
  }

  wants(name: string): boolean {
    return this.words.length === 0 || this.words.some((word) => name.includes(word))
  }

  note(name: string, problem: string): void {
    this.wrong.push(`${name}: ${problem}`)
  }

  async take({ page, problems }: Phone, name: string): Promise<void> {
    await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' })
    this.count++
    for (const problem of problems.splice(0)) this.note(name, problem)
    for (const text of await clippedTexts(page)) this.note(name, `text is cut off: ${text}`)
    for (const character of await missingGlyphs(page)) this.note(name, `no glyph for ${character}`)
  }

  /** Puts the README's pictures where it has them. */
  show(): void {
    mkdirSync(shown, { recursive: true })
    for (const name of SHOWN.filter((one) => this.wants(one))) {
      const picture = join(folder, `${name}.png`)
      if (existsSync(picture)) copyFileSync(picture, join(shown, `${name}.png`))
      else this.note(name, 'the README shows it and it was not taken')
    }
  }

  /** Says what is wrong; answers whether nothing is. */
  close(): boolean {
    for (const line of this.wrong) console.error(line)
    console.log(`${this.count} pictures in dist/pictures, ${this.wrong.length} problems`)
    return this.wrong.length === 0
  }
}
