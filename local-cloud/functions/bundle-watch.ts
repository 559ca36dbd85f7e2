import { readdirSync, statSync } from 'node:fs'
import path from 'node:path'

const intervalMs = 500

/**
 * Deploys again after a build. It looks at the files' times twice a second, since watching folders differs between
 * systems, and waits until they stand still, since a build writes its files one after the other.
 */
export class BundleWatch {
  private timer: NodeJS.Timeout | undefined
  private deployed = ''
  private seen = ''

  constructor(
    private readonly dir: string,
    private readonly deploy: () => Promise<void>,
    private readonly log: (line: string) => void,
  ) {}

  start(): void {
    this.deployed = this.stamp()
    this.seen = this.deployed
    this.timer ??= setInterval(() => void this.look(), intervalMs).unref()
  }

  stop(): void {
    clearInterval(this.timer)
    this.timer = undefined
  }

  private stamp(): string {
    try {
      const folders = readdirSync(this.dir, { withFileTypes: true }).filter((entry) => entry.isDirectory())
      const files = ['cloud.json', ...folders.map(({ name }) => path.join(name, 'index.js'))]
      return files
        .map((file) => statSync(path.join(this.dir, file), { throwIfNoEntry: false }))
        .map((stat) => `${stat?.mtimeMs}:${stat?.size}`)
        .join()
    } catch {
      return ''
    }
  }

  private async look(): Promise<void> {
    const now = this.stamp()
    const isStill = now === this.seen
    this.seen = now
    if (!isStill || now === this.deployed) return
    this.deployed = now
    try {
      await this.deploy()
      this.log('cloud functions were built anew and are in use')
    } catch (error) {
      this.log(`the built cloud functions cannot be used: ${(error as Error).message}`)
    }
  }
}
