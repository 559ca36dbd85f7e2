const space = /[ \t\n\r]*/y
const scalar =
  /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y
const word = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y

/** Browsers no longer say where a JSON text goes wrong, so this walks it and throws the position. */
class Walk {
  private at = 0

  constructor(private readonly text: string) {}

  whole(): void {
    this.value()
    this.skip(space)
    if (this.at < this.text.length) throw this.at
  }

  private skip(pattern: RegExp): boolean {
    pattern.lastIndex = this.at
    const found = pattern.exec(this.text)
    if (found) this.at += found[0].length
    return found !== null
  }

  private take(mark: string): boolean {
    this.skip(space)
    if (this.text[this.at] !== mark) return false
    this.at++
    return true
  }

  private must(found: boolean): void {
    if (!found) throw this.at
  }

  private value(): void {
    if (this.take('{')) this.items('}', () => this.member())
    else if (this.take('[')) this.items(']', () => this.value())
    else this.must(this.skip(scalar))
  }

  private member(): void {
    this.skip(space)
    this.must(this.skip(word))
    this.must(this.take(':'))
    this.value()
  }

  private items(end: string, item: () => void): void {
    if (this.take(end)) return
    do item()
    while (this.take(','))
    this.must(this.take(end))
  }
}

/** Line and column, from 1, of the first place where a text stops being JSON; undefined when it is JSON. */
export function jsonMistake(text: string): { line: number; column: number } | undefined {
  try {
    new Walk(text).whole()
    return undefined
  } catch (at) {
    if (typeof at !== 'number') throw at
    const before = text.slice(0, at).split('\n')
    return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
  }
}
