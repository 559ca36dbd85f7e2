/** The memory that the main thread and every worker share: offset from real time, and where time stands if it stands. */
export type ClockCells = Float64Array

const offset = 0
const stoppedAt = 1

export function newClockCells(): ClockCells {
  const cells = new Float64Array(new SharedArrayBuffer(16))
  cells[stoppedAt] = Number.NaN
  return cells
}

// One cell decides alone which of the two applies, so a reader in another thread never mixes an old and a new setting.
export function readClock(cells: ClockCells, realNowMs: number): number {
  const standing = cells[stoppedAt] as number
  return Number.isNaN(standing) ? realNowMs + (cells[offset] as number) : standing
}

export function setOffset(cells: ClockCells, ms: number): void {
  cells[offset] = ms
  cells[stoppedAt] = Number.NaN
}

export function setStopped(cells: ClockCells, atMs: number): void {
  cells[stoppedAt] = atMs
}

export function isStopped(cells: ClockCells): boolean {
  return !Number.isNaN(cells[stoppedAt] as number)
}
