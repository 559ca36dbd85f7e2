/** One thing that the doctor found missing or wrong. */
export interface Ailment {
  /** A collection, mostly. */
  readonly where: string
  readonly path?: string
  /** What is wrong and what helps, in Chinese. */
  readonly text: string
}
