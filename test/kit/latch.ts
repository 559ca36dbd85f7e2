/** A place at which somebody waits until they are let go; `reached` is when they have come there. */
export function latch() {
  let release = () => {}
  let reach = () => {}
  const released = new Promise<void>((resolve) => (release = resolve))
  const reached = new Promise<void>((resolve) => (reach = resolve))
  const wait = async () => {
    reach()
    await released
  }
  return { reached, wait, release: () => release() }
}
