import type { Mutant } from './mutant'

const LOOK_UP = 'cloudfunctions/modules/counter/look-up.ts'
const TURN_BACK = 'cloudfunctions/modules/ops/people/merge/turn-back.ts'
const PHONE = 'cloudfunctions/modules/members/phone/carry-out.ts'

/** Of who a member is, and of who stands at a counter. */ const PROFILE =
  'cloudfunctions/modules/members/update-profile.ts'

export const memberMutants: readonly Mutant[] = [
  {
    guard: 'one-counter',
    file: 'cloudfunctions/modules/members/card-use/claim.ts',
    from: 'return use?.counter === counter',
    to: 'return use',
    tests: ['members/card-use'],
  },
  {
    guard: 'number-written-down',
    file: 'cloudfunctions/modules/members/phone/bind.ts',
    from: 'known ?? (await begin(context, member, code))',
    to: 'await begin(context, member, code)',
    tests: ['members/phone'],
  },
  {
    guard: 'number-held',
    file: PHONE,
    from: "if (!(await isFree(work, there, binding))) return 'held'",
    to: "if (!there) return 'held'",
    tests: ['members/phone'],
  },
  {
    guard: 'number-claimed-once',
    file: PHONE,
    from: '{ _id: number.hash, by: there.by }',
    to: '{ _id: number.hash }',
    tests: ['members/phone'],
  },
  {
    guard: 'newer-number-stays',
    file: PHONE,
    from: '(member.phone.by === by || member.phone.atMs > atMs)',
    to: 'member.phone.by === by',
    tests: ['members/phone'],
  },
  {
    guard: 'binding-open',
    file: PHONE,
    from: "if (now?.state !== 'open') return",
    to: 'if (!now) return',
    tests: ['members/phone'],
  },
  {
    guard: 'phone-version',
    file: PHONE,
    from: 'const isMoved = await work.store.update(members, { _id: member._id, version: member.version }',
    to: 'const isMoved = await work.store.update(members, { _id: member._id }',
    tests: ['members/phone'],
  },
  {
    guard: 'taken-behind-a-fence',
    file: PHONE,
    from: '(await work.store.update(members, where, { set: { version: member.version + 1 } }))',
    to: 'where',
    tests: ['members/phone'],
  },
  {
    guard: 'own-phone-only',
    file: LOOK_UP,
    from: 'if (!asked || asked.phoneTail !== member.phoneTail)',
    to: 'if (!asked)',
    tests: ['counter/counter'],
  },
  {
    guard: 'confirmed-once',
    file: LOOK_UP,
    from: 'if (asked.confirmedBy !== null) return { value',
    to: 'if (!member) return { value',
    tests: ['counter/counter'],
  },
  {
    guard: 'first-to-confirm',
    file: LOOK_UP,
    from: '{ _id: requestId, confirmedBy: null }',
    to: '{ _id: requestId }',
    tests: ['counter/counter'],
  },
  {
    guard: 'own-look-up-only',
    file: 'cloudfunctions/modules/counter/handlers.ts',
    from: 'if (asked?.storeId !== storeId || asked.staffId !== context.caller.staffId)',
    to: 'if (!asked)',
    tests: ['counter/counter'],
  },
  {
    guard: 'given-up-once',
    file: PHONE,
    from: "if ((await work.store.get(phoneBindings, _id))?.state !== 'open')",
    to: 'if (!work)',
    tests: ['ops/people'],
  },
  {
    guard: 'phone-given-up',
    file: PHONE,
    from: 'work.store.update(members, { _id, version }, {',
    to: 'work.store.update(members, { _id }, {',
    tests: ['ops/people'],
  },
  {
    guard: 'merge-undone-once',
    file: TURN_BACK,
    from: "if (merge.undo) return { value: refuse('already_undone') }",
    to: '',
    tests: ['ops/people'],
  },
  {
    guard: 'merge-turned-once',
    file: TURN_BACK,
    from: "{ _id: merge._id, state: 'merged' }",
    to: '{ _id: merge._id }',
    tests: ['ops/people'],
  },
  {
    guard: 'noted-while-merging',
    file: 'cloudfunctions/modules/ops/people/merge/carry-out.ts',
    from: 'return isMerging && now?.by !== by',
    to: 'return now?.by !== by',
    tests: ['ops/people'],
  },
  {
    guard: 'answer-kept',
    file: PROFILE,
    from: 'if (member.lastChange) {',
    to: 'if (!member) {',
    tests: ['members/members.test'],
  },
  {
    guard: 'profile-version',
    file: PROFILE,
    from: '{ _id: member._id, version: member.version }',
    to: '{ _id: member._id }',
    tests: ['members/members.test'],
  },
  {
    guard: 'change-recorded',
    file: PROFILE,
    from: 'if (before) return',
    to: 'if (!member) return',
    tests: ['members/members.test'],
  },
  {
    guard: 'consent',
    file: 'cloudfunctions/modules/members/join.ts',
    from: 'if (input.consentVersion !== consentVersion)',
    to: 'if (!input)',
    tests: ['members/members.test'],
  },
  {
    guard: 'join-shared',
    file: 'cloudfunctions/modules/members/join.ts',
    from: 'isNew ? enrolled.member : await sharedIntent(context, members, enrolled.member)',
    to: 'enrolled.member',
    tests: ['members/joining-campaigns'],
  },
  {
    guard: 'joining-shared',
    file: 'cloudfunctions/modules/members/join.ts',
    from: 'await sharedIntent(work, members, member)',
    to: 'member',
    tests: ['members/joining-campaigns'],
  },
]
