import { type Batch, type DemoOrder, generate } from './generate'

/** What this process is told: first what to make, then after each batch that it is stored. */
export type ToProcess = { readonly order: DemoOrder } | { readonly stored: true }
export type FromProcess = Batch | { readonly isDone: true }

// Whoever asked for the demo is gone: nobody is left to store it.
process.once('disconnect', () => process.exit())

function received(): Promise<ToProcess> {
  return new Promise((resolve) => process.once('message', resolve))
}

async function main(): Promise<void> {
  const asked = await received()
  if (!('order' in asked)) throw new Error('the first message is the order')
  for await (const batch of generate(asked.order)) {
    const stored = received()
    process.send?.(batch satisfies FromProcess)
    // One batch at a time: the one who stores them has an app to serve as well.
    await stored
  }
  process.send?.({ isDone: true } satisfies FromProcess, () => process.disconnect())
}

main().catch((error) => {
  console.error(error)
  process.exit(1)
})
