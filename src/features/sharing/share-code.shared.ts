const SHARE_CODE = /^[A-Za-z0-9_-]{1,28}$/

/**
 * The code of the card that somebody came by: a chat card has it in the page's query, a mini-program code in its scene.
 * Empty when they came by themselves, or when it cannot be one.
 */
export function shareCodeOf(params: Readonly<Record<string, string | undefined>>): string {
  const code = params.shareCode ?? decodeURIComponent(params.scene ?? '')
  return SHARE_CODE.test(code) ? code : ''
}

const MEMBERS_CODE_LENGTH = 22

/** Whether it is a member's card and not a store's: the two are asked about in different ways. */
export function isMembersCode(code: string): boolean {
  return code.length === MEMBERS_CODE_LENGTH
}
