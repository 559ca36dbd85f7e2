import { MUST_HAPPEN } from './must-happen'

/** How often each thing happened, by its name: what never happened was never tried. */
export class Coverage {
  readonly counts: Record<string, number> = {}

  count(what: string, times = 1): void {
    this.counts[what] = (this.counts[what] ?? 0) + times
  }

  add(other: Readonly<Record<string, number>>): void {
    for (const [what, times] of Object.entries(other)) this.count(what, times)
  }

  /** What a run over enough seeds must have seen and has not. */
  missing(): readonly string[] {
    return MUST_HAPPEN.filter((what) => !this.counts[what])
  }

  table(): string {
    const names = [...new Set([...Object.keys(this.counts), ...MUST_HAPPEN])].sort()
    const width = Math.max(...names.map((name) => name.length))
    return names.map((name) => `${name.padEnd(width)} ${String(this.counts[name] ?? 0).padStart(10)}`).join('\n')
  }
}
