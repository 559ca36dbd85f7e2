/** Which words of a title WeChat does not allow, as the refusal names them; empty where it names none. */
export function notAllowedText({ words }: Readonly<Record<string, unknown>>): string {
  if (typeof words !== 'string' || words === '') return ''
  return `微信不允许标题里有“${words.replaceAll('、', '”“')}”，请换个说法`
}
