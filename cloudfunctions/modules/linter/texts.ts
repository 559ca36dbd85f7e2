import type { Act, Finding } from './domain/finding'
import type { Surroundings } from './domain/surroundings'

const yuan = (fen: number) => (fen / 100).toFixed(2)
const timesText = (times: number) => (times === 1 ? '' : `，连做 ${times} 次`)

function actText(act: Act, { templates, rewards }: Surroundings): string {
  switch (act.act) {
    case 'pay':
      return `付 ${yuan(act.amountFen)} 元${timesText(act.times)}`
    case 'refund':
      return '把刚付的那笔全退'
    case 'claim':
      return `领一张「${templates.get(act.templateId)?.title ?? act.templateId}」`
    case 'use':
      return `用「${templates.get(act.templateId)?.title ?? act.templateId}」付一单 ${yuan(act.amountFen)} 元${timesText(act.times)}`
    case 'friend_pays':
      return `请一位朋友付第一单 ${yuan(act.amountFen)} 元，等过了退货期`
    case 'friend_refunds':
      return '朋友和店里商量把这一单全退'
    case 'redeem':
      return `换「${rewards.get(act.rewardId)?.title ?? act.rewardId}」${timesText(act.times)}`
  }
}

/** How somebody gains by a fault, as one sentence; null where nobody does. */
export function exampleOf({ acts }: Finding, around: Surroundings): string | null {
  return acts ? `${acts.map((act) => actText(act, around)).join('，再')}。` : null
}

const MARKS = { error: '要改', warning: '留意' } as const

/** All findings to be read in the console. */
export function reportOf(
  title: string,
  findings: readonly (Pick<Finding, 'severity' | 'path' | 'what' | 'todo'> & { readonly example: string | null })[],
): string {
  const errors = findings.filter(({ severity }) => severity === 'error').length
  const warnings = findings.length - errors
  if (findings.length === 0) return `「${title}」没有发现问题，可以预演一遍再发布。`
  const counts = [...(errors > 0 ? [`${errors} 处要改`] : []), ...(warnings > 0 ? [`${warnings} 处留意`] : [])]
  const lines = findings.map(
    ({ severity, path, what, todo, example }, at) =>
      `${at + 1}. [${MARKS[severity]}] ${path}：${what}。怎么改：${todo}。${example ? `例：${example}` : ''}`,
  )
  return [`「${title}」${counts.join('，')}。`, ...lines].join('\n')
}
