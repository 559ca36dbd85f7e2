/** A guard taken out: the source text after its mark, what stands there instead, and the tests that must notice. */
export interface Mutant {
  readonly guard: string
  readonly file: string
  readonly from: string
  readonly to: string
  readonly tests: readonly string[]
}
