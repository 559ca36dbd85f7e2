import type { Mutant } from './mutant'

const NEXT_VERSION = 'cloudfunctions/modules/ops/publishing/next-version.ts'
const STAFF = 'cloudfunctions/modules/staff'
const COUNT = `${STAFF}/days/count.ts`
const ASKED = `${STAFF}/domain/asked.ts`
const OPS_GATE = `${STAFF}/gates/ops-gate.ts`
const HOOK_GATE = `${STAFF}/gates/hook-gate.ts`
const ACCEPT = `${STAFF}/invitations/accept.ts`
const EMPLOY = `${STAFF}/people/employ.ts`
const REMOVE = `${STAFF}/people/remove.ts`

const PUBLISHING_TESTS = ['publishing/publishing.test']
const MERCHANT_TESTS = ['gates/merchant-gate.test']
const OPS_GATE_TESTS = ['gates/ops-gate.test']
const HOOK_TESTS = ['gates/hook-gate.test']
const INVITATION_TESTS = ['invitations/invitations.test']
const PEOPLE_TESTS = ['people/people.test']

/** Of what is published, and of who may do what at a counter. */
export const staffMutants: readonly Mutant[] = [
  { guard: 'published-once', file: NEXT_VERSION, from: 'if (made)', to: 'if (!work)', tests: PUBLISHING_TESTS },
  {
    guard: 'published-by-another',
    file: NEXT_VERSION,
    from: 'if (there && isGenuine(there)) return',
    to: 'if (!work) return',
    tests: PUBLISHING_TESTS,
  },
  {
    guard: 'counted-once',
    file: COUNT,
    from: "isRepeatable ? {} : { lines: { none: { field: 'key', value: line.key } } }",
    to: '{}',
    tests: MERCHANT_TESTS,
  },
  { guard: 'left-today', file: COUNT, from: '[counted]: { atLeast: 1 }, ', to: '', tests: MERCHANT_TESTS },
  {
    guard: 'role-may-ask',
    file: ASKED,
    from: 'if (roles && (caller.role === null || !roles.includes(caller.role))) return false',
    to: '',
    tests: ['staff/domain/asked.test'],
  },
  {
    guard: 'own-store',
    file: ASKED,
    from: 'return storeId === null || caller.stores.includes(storeId)',
    to: 'return true',
    tests: MERCHANT_TESTS,
  },
  {
    guard: 'store-in-force',
    file: `${STAFF}/gates/merchant-gate.ts`,
    from: "if (storeId !== null && !(await storeOf(work, storeId))) return refuse('unauthorised')",
    to: '',
    tests: MERCHANT_TESTS,
  },
  {
    guard: 'timestamp-recent',
    file: `${STAFF}/domain/signature.ts`,
    from: 'Math.abs(nowMs - Number(timestamp)) > GOOD_FOR_MS',
    to: 'nowMs < 0',
    tests: ['staff/domain/signature.test'],
  },
  { guard: 'person-at-ops', file: OPS_GATE, from: '!SOURCES.has(source)', to: '!source', tests: OPS_GATE_TESTS },
  { guard: 'operators-only', file: OPS_GATE, from: 'person?.isOperator ?', to: 'person ?', tests: OPS_GATE_TESTS },
  { guard: 'key-of-one-store', file: HOOK_GATE, from: ' || owners.length > 1', to: '', tests: HOOK_TESTS },
  {
    guard: 'signature-fits',
    file: HOOK_GATE,
    from: 'isSignedWith(secret, signed, work.nowMs) ?',
    to: 'secret ?',
    tests: HOOK_TESTS,
  },
  {
    guard: 'shop-names-itself',
    file: HOOK_GATE,
    from: ' && (storeId === null || storeId === caller.storeId)',
    to: '',
    tests: HOOK_TESTS,
  },
  {
    guard: 'one-poster',
    file: `${STAFF}/invitations/invite.ts`,
    from: '{ _id: invitation._id, posterFileId: null }',
    to: '{ _id: invitation._id }',
    tests: INVITATION_TESTS,
  },
  {
    guard: 'invitation-code',
    file: ACCEPT,
    from: "number === null || !isCodeOfSlot(work.secrets.key('staff-invitation'), code, INVITATION_SLOT)",
    to: 'number === null',
    tests: INVITATION_TESTS,
  },
  {
    guard: 'accepted-in-time',
    file: ACCEPT,
    from: '!before || before.expiresAtMs <= context.nowMs',
    to: '!before',
    tests: INVITATION_TESTS,
  },
  {
    guard: 'accepted-once',
    file: ACCEPT,
    from: "if (before.acceptance) return { value: refuse('invitation_expired') }",
    to: '',
    tests: INVITATION_TESTS,
  },
  {
    guard: 'acceptance-race',
    file: ACCEPT,
    from: '{ _id: before._id, acceptanceKey: null }',
    to: '{ _id: before._id }',
    tests: INVITATION_TESTS,
  },
  {
    guard: 'employed-once',
    file: EMPLOY,
    from: 'if (keptOf(before).invitations.includes(invitation._id)) return { value: null }',
    to: '',
    tests: INVITATION_TESTS,
  },
  {
    guard: 'staff-version',
    file: EMPLOY,
    from: '{ _id: openid, version: before.version ?? null }',
    to: '{ _id: openid }',
    tests: INVITATION_TESTS,
  },
  { guard: 'removed-once', file: REMOVE, from: 'if (done)', to: 'if (!work)', tests: PEOPLE_TESTS },
  {
    guard: 'removal-version',
    file: REMOVE,
    from: '{ _id: document._id, version: document.version ?? null }',
    to: '{ _id: document._id }',
    tests: PEOPLE_TESTS,
  },
]
