import { effectsOf, textIn } from '../draft'
import type { Finding } from '../finding'
import type { Check } from '../surroundings'

const UNTRUE = /不限量|无限量|人人有份|见者有份|百分之?百|100%|永久有效|永不过期|全网最|最低价|国家级|第一名/u

function textsOf(draft: Parameters<Check>[0]): readonly { readonly path: string; readonly text: string }[] {
  const effects = effectsOf(draft).filter(({ clause }) => clause.code === 'inbox_message')
  return [
    { path: 'title', text: draft.title },
    ...(draft.text === undefined ? [] : [{ path: 'text', text: draft.text }]),
    ...effects.flatMap(({ clause, path }) =>
      ['title', 'text'].map((field) => ({ path: `${path}.${field}`, text: textIn(clause, field) })),
    ),
  ]
}

/** Words for which WeChat bans a mini program: asking to share for a gain, or luring. */
export const inducement: Check = (draft, { badWords }) =>
  textsOf(draft).flatMap(({ path, text }): readonly Finding[] => {
    const words = badWords(text)
    if (words.length === 0) return []
    return [
      {
        code: 'induces_sharing',
        severity: 'error',
        path,
        what: `「${words.join('、')}」会被当成诱导分享，微信可以封掉分享能力`,
        todo: '去掉这几个字；分享不能换任何好处，只说活动本身',
      },
    ]
  })

/** Words that the campaign's own limits make untrue, or that advertising law forbids. */
export const untrueWords: Check = (draft) =>
  textsOf(draft).flatMap(({ path, text }): readonly Finding[] => {
    const [word] = UNTRUE.exec(text) ?? []
    if (word === undefined) return []
    return [
      {
        code: 'untrue_words',
        severity: 'error',
        path,
        what: `「${word}」和活动的上限不符，或者是广告法不许用的说法`,
        todo: '照实写：送多少、送完为止、用到哪天',
      },
    ]
  })
