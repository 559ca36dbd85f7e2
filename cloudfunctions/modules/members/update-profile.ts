import { type Refusal, refuse } from '../../kernel/refusal'
import { untilSettled } from '../../platform/guarded-store'
import type { ContextOf } from '../../platform/module'
import type { contract } from './contract'
import { type Member, members, type Profile, type ProfileChange, profileChanges } from './store'

type UpdateContext = ContextOf<(typeof contract)['members.update']>
type Outcome =
  | { readonly member: Member; readonly profile: Profile; readonly phone: string | null }
  | Refusal<'not_a_member' | 'key_reused_with_other_input'>

/** The change that already answers this command: the newest, or one that has moved to the past. */
async function recorded(
  context: UpdateContext,
  member: Member,
): Promise<Pick<ProfileChange, 'inputHash' | 'profile' | 'phone'> | null> {
  if (member.lastChange?.key === context.command.key) return member.lastChange
  return member.version < 2 ? null : context.store.get(profileChanges, context.command.key)
}

/** Changes a profile by one conditional update that also keeps the answer, so that a repetition changes nothing. */
export async function updateProfile(context: UpdateContext, changes: Partial<Profile>): Promise<Outcome> {
  const { key, inputHash } = context.command
  return untilSettled<Outcome>(context, async () => {
    const member = await context.store.get(members, context.caller.memberId)
    if (!member) return { value: refuse('not_a_member') }
    const before = await recorded(context, member)
    if (before && before.inputHash !== inputHash) return { value: refuse('key_reused_with_other_input') }
    // guard: change-recorded
    if (before) return { value: { member, profile: before.profile, phone: before.phone ?? null } }
    // guard: answer-kept
    if (member.lastChange) {
      const { key: _id, ...past } = member.lastChange
      await context.store.insert(profileChanges, { _id, schema: 1, member: member._id, ...past })
    }
    const profile = { ...member.profile, ...changes }
    const phone = member.phone?.sealed ?? null
    const isWritten = await context.store.update(
      members,
      // guard: profile-version
      { _id: member._id, version: member.version },
      {
        set: {
          profile,
          bornOn: profile.birthday ?? null,
          version: member.version + 1,
          lastChange: { key, inputHash, profile, phone, atMs: context.nowMs },
        },
      },
    )
    return isWritten ? { value: { member, profile, phone } } : 'again'
  })
}
