import { ASKS_TO_SHARE, GAINS, LOCKS_BEHIND_SHARE, NEVER } from './title-words'

/** Pictures that stand for a word. */
const PICTURES: Readonly<Record<string, string>> = { '🧧': '红包', '🎁': '礼品', '👍': '点赞', '💰': '现金' }

const TRADITIONAL = '轉發後領獎勵贈禮紅點讚贊幫請優費單減國傳擴價積來機會鎖個現錢賺聞驚嚇給邀'
const SIMPLIFIED = '转发后领奖励赠礼红点赞赞帮请优费单减国传扩价积来机会锁个现钱赚闻惊吓给邀'
const SIMPLER = new Map([...TRADITIONAL].map((character, at) => [character, [...SIMPLIFIED][at] ?? character]))

/** What a reader reads: without full-width forms, spaces, punctuation and other things put between characters. */
function normalised(title: string): string {
  const words = [...title].map((character) => PICTURES[character] ?? character).join('')
  const plain = words
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
  return [...plain].map((character) => SIMPLER.get(character) ?? character).join('')
}

function found(text: string, patterns: readonly RegExp[]): string[] {
  return patterns.flatMap((pattern) => [...text.matchAll(pattern)].map(([word]) => word))
}

/**
 * The words for which a card may not have this title: those that induce to share (WeChat's operating rules, 5.1) or
 * that lure by a false alarm. None for a title that may be used. Where a word could be harmless, it is refused.
 */
export function wordsNotAllowed(title: string): readonly string[] {
  const text = normalised(title)
  const never = [...found(text, NEVER), ...found(text, LOCKS_BEHIND_SHARE)]
  const asks = found(text, ASKS_TO_SHARE)
  const gains = found(text, GAINS)
  const together = asks.length > 0 && gains.length > 0 ? [...asks, ...gains] : []
  return [...new Set([...never, ...together])]
}
