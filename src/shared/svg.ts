/**
 * A drawing as an address for the ground or the mask of a view. WeChat draws it as it draws our icons in the style
 * sheets; written as codes, because with bare brackets and `#` some phones show nothing.
 */
export function svgUrl(size: string, content: string): string {
  const svg = `<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 ${size}' preserveAspectRatio='none'>${content}</svg>`
  return `url("data:image/svg+xml,${encodeURIComponent(svg)}")`
}
