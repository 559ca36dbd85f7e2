/** Ten digits as a person reads them out: `123 456 7890`. */
export function groupedCardNo(cardNo: string): string {
  return cardNo.replace(/^(\d{3})(\d{3})(\d+)$/, '$1 $2 $3')
}
