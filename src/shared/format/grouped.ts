/** `1,234,567`. Not toLocaleString: the mini program's engine knows no locales. */
export const grouped = (digits: string): string => digits.replace(/\B(?=(\d{3})+$)/g, ',')
