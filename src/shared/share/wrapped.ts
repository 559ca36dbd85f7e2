/**
 * What must not be torn apart: a word or a number; everything else is a character of its own. A mark that closes stays
 * with what it closes, since no line begins with one.
 */
const PIECES = /(?:[\w.,%¥+-]+|.)[，。、；：！？）》」』”’…]*/gu

/**
 * A text in lines of at most `width`, as measured; what does not fit into `lines` ends with an ellipsis. A word that
 * is wider than a line stands in one of its own.
 */
export function wrapped(
  text: string,
  { width, lines, measure }: { width: number; lines: number; measure: (text: string) => number },
): string[] {
  const made: string[] = []
  let line = ''
  for (const piece of text.trim().match(PIECES) ?? []) {
    if (line !== '' && measure(line + piece) > width) {
      made.push(line.trimEnd())
      line = piece.trimStart()
    } else line += piece
  }
  if (line !== '') made.push(line.trimEnd())
  if (made.length <= lines) return made
  const shown = made.slice(0, lines)
  let last = shown.pop() ?? ''
  while (last !== '' && measure(`${last}…`) > width) last = [...last].slice(0, -1).join('')
  return [...shown, `${last}…`]
}
