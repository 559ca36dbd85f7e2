/** A look-up waits so long for one of the members it may mean to say that it is them. */
export const WAITS_MS = 10 * 60_000
/** Who has said so is taken to stand at the counter for so long. */
export const GOOD_AFTER_CONFIRMING_MS = 10 * 60_000
