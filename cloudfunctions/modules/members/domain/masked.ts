/** A name of which only the first character shows: `林*`. Enough to recognise oneself by, and nobody else. */
export function maskedName(nickname: string): string {
  // By code points, so that half of an emoji is never shown.
  return `${[...nickname][0] ?? ''}*`
}
