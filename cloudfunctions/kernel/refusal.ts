/** What a refusal may say about itself: names, numbers and paths, never a sentence (the screen owns the words). */
export type RefusalParams = Readonly<Record<string, string | number | boolean | null>>

/**
 * An expected "no": a code from the closed set its action declares.
 * It is a value that is returned; a bug is thrown.
 */
export class Refusal<Code extends string = string> {
  constructor(
    readonly code: Code,
    readonly params: RefusalParams = {},
  ) {}
}

export function refuse<const Code extends string>(code: Code, params: RefusalParams = {}): Refusal<Code> {
  return new Refusal(code, params)
}
