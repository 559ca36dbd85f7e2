import { isStopped, newClockCells, readClock, setOffset, setStopped } from './clock-cells'

export interface ClockState {
  readonly nowMs: number
  readonly isStopped: boolean
  readonly isReal: boolean
}

/** The time that functions and timers see. Deadlines are measured elsewhere, in time that cannot be set. */
export class Clock {
  readonly cells = newClockCells()
  private offsetMs = 0
  private readonly listeners: (() => void)[] = []

  nowMs(): number {
    return Math.floor(readClock(this.cells, Date.now()))
  }

  state(): ClockState {
    const stopped = isStopped(this.cells)
    return { nowMs: this.nowMs(), isStopped: stopped, isReal: !stopped && this.offsetMs === 0 }
  }

  stopAt(ms: number): void {
    setStopped(this.cells, ms)
    this.tell()
  }

  /** Moves time on, whether it stands or runs, and leaves it standing or running. */
  advance(ms: number): void {
    if (isStopped(this.cells)) setStopped(this.cells, this.nowMs() + ms)
    else {
      this.offsetMs += ms
      setOffset(this.cells, this.offsetMs)
    }
    this.tell()
  }

  returnToReal(): void {
    this.offsetMs = 0
    setOffset(this.cells, 0)
    this.tell()
  }

  onChange(listener: () => void): void {
    this.listeners.push(listener)
  }

  private tell(): void {
    for (const listener of this.listeners) listener()
  }
}
