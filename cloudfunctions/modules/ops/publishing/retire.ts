import { Refusal, refuse } from '../../../kernel/refusal'
import type { Work } from '../../../platform/context'
import { type Asked, makeNextVersion } from './next-version'
import { kindOf, pathOf, whenText } from './publish'

type Kept = 'not_in_force' | 'invalid_document'

/** Takes a document out of force by a version that says so; what was issued under earlier ones keeps them. */
export async function retire(work: Work, asked: Asked) {
  const kind = kindOf(work, asked.kind)
  if (kind instanceof Refusal) return kind
  if (!kind.isRetirable) return refuse('not_retirable')
  const outcome = await makeNextVersion<Refusal<Kept>>(work, asked, async (newest) => {
    if (!newest || newest.isRetired) return { answer: refuse('not_in_force') }
    const [problem] = (await kind.retiring?.(work, newest)) ?? []
    if (!problem) return { next: { body: newest.body, isRetired: true } }
    return { answer: refuse('invalid_document', { path: pathOf(kind, asked.id, problem), message: problem.message }) }
  })
  if (outcome instanceof Refusal) return outcome
  if ('answer' in outcome) return outcome.answer
  await kind.published?.(work, outcome)
  const { id, version, inForceFromMs } = outcome
  return { kind: asked.kind, id, version, inForceFromMs, text: `第 ${version} 版，停用，${whenText(outcome)}` }
}
