/** A colour as `#rrggbb`. */
export type Colour = string

const WHITE = '#ffffff'
/** The surface cards stand on in dark mode, as in the mini program's tokens. */
const DARK_SURFACE = '#1e1e1d'
/** WCAG 2.2, 1.4.11: what a control needs against what it stands on. */
const CONTROL_CONTRAST = 3
/** WCAG 2.2, 1.4.3: what text needs. */
const TEXT_CONTRAST = 4.5

function channels(colour: Colour): readonly [number, number, number] {
  return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16)) as [number, number, number]
}

/** Relative luminance, 0 to 1 (WCAG 2.2). */
function luminance(colour: Colour): number {
  const [red, green, blue] = channels(colour).map((channel) => {
    const part = channel / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** Contrast of two colours, 1 to 21 (WCAG 2.2). */
function contrast(left: Colour, right: Colour): number {
  const [lighter, darker] = [luminance(left), luminance(right)].sort((a, b) => b - a) as [number, number]
  return (lighter + 0.05) / (darker + 0.05)
}

/** Whether a button of this colour is seen on a white card. */
export function isVisibleOnWhite(colour: Colour): boolean {
  return contrast(colour, WHITE) >= CONTROL_CONTRAST
}

/** The colour made lighter by tenths until it reads on a dark card; it may be light enough as it is. */
export function forDarkMode(colour: Colour): Colour {
  for (let tenths = 0; tenths < 10; tenths += 1) {
    const lighter = `#${channels(colour)
      .map((channel) =>
        Math.round(channel + ((255 - channel) * tenths) / 10)
          .toString(16)
          .padStart(2, '0'),
      )
      .join('')}`
    if (contrast(lighter, DARK_SURFACE) >= TEXT_CONTRAST) return lighter
  }
  return WHITE
}
