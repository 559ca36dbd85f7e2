import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

function onLinux(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name of a program may hold spaces and brackets, so fields are counted behind its last bracket.
    const [state, ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const startTicks = fields[18]
    // A zombie has ended; only its parent has not looked yet.
    if (state === 'Z' || state === 'X') return null
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}:${startTicks}`
  } catch {
    return null
  }
}

function byCommand(command: string, args: readonly string[]): string | null {
  try {
    return execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim() || null
  } catch {
    return null
  }
}

/**
 * Names one process for ever: its number and when it started. A number alone is given to another process later. null
 * when there is no such process.
 */
export function processIdentity(pid: number): string | null {
  if (process.platform === 'linux') return onLinux(pid)
  if (process.platform === 'win32')
    return byCommand('powershell', ['-NoProfile', '-Command', `(Get-Process -Id ${pid}).StartTime.Ticks`])
  return byCommand('ps', ['-p', String(pid), '-o', 'lstart='])
}
