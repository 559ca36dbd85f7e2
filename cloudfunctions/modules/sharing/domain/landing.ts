/** As WeChat bounds the path of a mini-program code, its query included; a chat card is held to the same. */
const PATH_MAX_LENGTH = 1_024
/** A page of the mini program with at most a query, every character of it one that needs no encoding. */
const PATH = /^\/[\w-]+(?:\/[\w-]+)*(?:\?[\w-]+=[\w.~-]*(?:&[\w-]+=[\w.~-]*)*)?$/

/** What WeChat allows as `scene` of a mini-program code: at most 32 of these characters. */
const SCENE = /^[\w!#$&'()*+,/:;=?@.~-]{1,32}$/

/** The page that a card opens: its target's, with the code of the card in the query. Throws on a path that WeChat would not open. */
export function landingPath(path: string, shareCode: string): string {
  const landing = `${path}${path.includes('?') ? '&' : '?'}shareCode=${shareCode}`
  if (!PATH.test(landing) || landing.length > PATH_MAX_LENGTH) throw new Error(`no page of a mini program: ${landing}`)
  return landing
}

/**
 * What a mini-program code is drawn from: a page, which may neither begin with a slash nor carry a query, and the code
 * of the card as `scene`. Throws where WeChat would refuse it.
 */
export function sceneOf(path: string, shareCode: string): { readonly page: string; readonly scene: string } {
  if (!SCENE.test(shareCode)) throw new Error(`no scene of a mini-program code: ${shareCode}`)
  return { page: path.slice(1).split('?')[0] ?? '', scene: shareCode }
}
