/** `1,234,567` of a whole number that is not negative, as the screens have it. Not toLocaleString: a server's locale is nobody's choice. */
export const grouped = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ',')
