/** Something that must always be true and is not. */
class Violation extends Error {
  override readonly name = 'Violation'
}

export function must(isTrue: boolean, what: string): asserts isTrue {
  if (!isTrue) throw new Violation(what)
}
