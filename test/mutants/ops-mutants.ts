import type { Mutant } from './mutant'

const RECOVER_TESTS = ['ledger/recover.test']

export const opsMutants: readonly Mutant[] = [
  {
    guard: 'decided-once',
    file: 'cloudfunctions/modules/ops/requests/decide.ts',
    from: "if (request.state !== 'waiting') return",
    to: 'if (!work) return',
    tests: ['ops/requests'],
  },
  {
    guard: 'four-eyes',
    file: 'cloudfunctions/modules/ops/requests/decide.ts',
    from: "asked.to === 'approved' && isSameOperator(request.operator, asked.operator)",
    to: '!work',
    tests: ['ops/requests'],
  },
  {
    guard: 'decision-race',
    file: 'cloudfunctions/modules/ops/requests/decide.ts',
    from: "{ _id: request._id, state: 'waiting' }",
    to: '{ _id: request._id }',
    tests: ['ops/requests'],
  },
  {
    guard: 'still-approved',
    file: 'cloudfunctions/modules/ops/requests/carry-out.ts',
    from: "if (now?.state !== 'approved') return refuse('decided_meanwhile')",
    to: '',
    tests: ['ops/requests'],
  },
  {
    guard: 'failed-behind-a-fence',
    file: 'cloudfunctions/modules/ops/requests/carry-out.ts',
    from: 'await fence(work, request.member, commandOf(request))',
    to: 'null',
    tests: ['ops/requests'],
  },
  {
    guard: 'accepted-findings',
    file: 'cloudfunctions/modules/ops/standing/findings.ts',
    from: 'if (current.statusChange?.accepted === digestOf(found))',
    to: 'if (!work)',
    tests: ['ops/standing'],
  },
  {
    guard: 'findings-remain',
    file: 'cloudfunctions/modules/ops/standing/handlers.ts',
    from: 'findings.length > 0 && !(accept && isAcceptable)',
    to: '!isAcceptable',
    tests: ['ops/standing'],
  },
  {
    guard: 'batch-version',
    file: 'cloudfunctions/modules/ops/batches/batch-job.ts',
    from: 'const where = { _id: batch._id, version: batch.version }',
    to: 'const where = { _id: batch._id }',
    tests: ['ops/batches'],
  },
  {
    guard: 'undone-once',
    file: 'cloudfunctions/modules/ops/batches/handlers.ts',
    from: "if (batch.undo) return { value: refuse('already_undone') }",
    to: '',
    tests: ['ops/batches'],
  },
  {
    guard: 'recovered-meanwhile',
    file: 'cloudfunctions/modules/ops/requests/carry-out.ts',
    from: 'if (expiry && (await wasGivenBack(work, account, expiry.entry)))',
    to: 'if (!work)',
    tests: RECOVER_TESTS,
  },
]
