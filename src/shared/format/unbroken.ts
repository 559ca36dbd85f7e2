/** A text whose lines end between its parts and never between a number and its unit: 打 8 折. */
export const unbroken = (text: string): string => text.replaceAll(' ', '\u00a0')
