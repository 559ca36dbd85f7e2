/** What stands beside and above the phones: the bar and the chat with their gaps, the picker with the page's edges. */
const BESIDE = 660
const ABOVE_AND_BELOW = 108
const SMALLEST = 0.5

interface Size {
  readonly width: number
  readonly height: number
}

/** How large two phones may be drawn so that nothing has to be scrolled; never larger than they are. */
export function phoneScale(window: Size, phone: Size): number {
  const fitting = Math.min((window.width - BESIDE) / 2 / phone.width, (window.height - ABOVE_AND_BELOW) / phone.height)
  return Math.max(SMALLEST, Math.min(1, fitting))
}
