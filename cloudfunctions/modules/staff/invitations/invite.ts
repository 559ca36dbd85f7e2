import { sha256 } from '../../../kernel/digest'
import { Refusal, refuse } from '../../../kernel/refusal'
import { thingDigitsOf, typedCode } from '../../../kernel/typed-code'
import type { Command, Work } from '../../../platform/context'
import { ensureDocument, untilSettled } from '../../../platform/guarded-store'
import type { Role } from '../people/person'
import { type Invitation, invitations } from './store'

const GOOD_FOR_MS = 24 * 60 * 60_000
/** An invitation lasts: its code is of one slot, always the same. */
export const INVITATION_SLOT = 0
const PAGE = 'features/merchant-desk/pages/accept'
/** Numbers have ten digits, so two invitations may draw the same one: the later tries the next. */
const NUMBER_ATTEMPTS = 5

interface Asked {
  readonly role: Role
  readonly storeId: string | null
  readonly operator: string
}

const keyOf = (work: Work) => work.secrets.key('staff-invitation')
const codeOf = (work: Work, number: string) => typedCode(keyOf(work), number, INVITATION_SLOT)

/** The invitation that a command made, or makes now unless `hindrance` speaks against it. */
async function invitationOf<Code extends string>(
  work: Work & { readonly command: Command },
  asked: Asked,
  hindrance: () => Promise<Refusal<Code> | null>,
): Promise<Invitation | Refusal<Code>> {
  const { key, inputHash } = work.command
  for (let attempt = 0; attempt < NUMBER_ATTEMPTS; attempt += 1) {
    const _id = thingDigitsOf(keyOf(work), `invitation|${key}|${attempt}`)
    const before = await work.store.get(invitations, _id)
    const hindered = before ? null : await hindrance()
    if (hindered) return hindered
    const fresh: Invitation = {
      _id,
      schema: 1,
      ...asked,
      madeAtMs: work.nowMs,
      expiresAtMs: work.nowMs + GOOD_FOR_MS,
      key,
      inputHash,
      posterFileId: null,
      acceptance: null,
      acceptanceKey: null,
      openSinceMs: null,
    }
    const there = before ?? (await ensureDocument(work, invitations, fresh))
    if (there?.key === key) return there
  }
  throw new Error('no free invitation number found')
}

/** The stored picture of an invitation's code; empty where WeChat fails: the code itself can be typed. */
async function drawnPoster(work: Work, code: string): Promise<string> {
  try {
    const picture = await work.wechat.miniProgramCode({ scene: code, page: PAGE })
    // Whoever knows the address sees the code, so the address must be as hard to guess.
    return await work.wechat.saveFile(`invitations/${sha256(code).slice(0, 32)}.png`, picture)
  } catch (error) {
    work.report(error)
    return ''
  }
}

/** The poster of an invitation, drawn once: what was answered first is answered ever after. */
async function posterOf(work: Work, invitation: Invitation, code: string): Promise<string> {
  if (invitation.posterFileId !== null) return invitation.posterFileId
  const posterFileId = await drawnPoster(work, code)
  return untilSettled(work, async () => {
    const set = { posterFileId }
    // guard: one-poster
    if (await work.store.update(invitations, { _id: invitation._id, posterFileId: null }, { set })) {
      return { value: posterFileId }
    }
    return { value: (await work.store.get(invitations, invitation._id))?.posterFileId ?? posterFileId }
  })
}

/** Invites one person, for a day; the same command answers the same code. */
export async function invite<Code extends string>(
  work: Work & { readonly command: Command },
  asked: Asked,
  hindrance: () => Promise<Refusal<Code> | null>,
) {
  const invitation = await invitationOf(work, asked, hindrance)
  if (invitation instanceof Refusal) return invitation
  if (invitation.inputHash !== work.command.inputHash) return refuse('key_reused_with_other_input')
  const code = codeOf(work, invitation._id)
  const posterFileId = await posterOf(work, invitation, code)
  const posterUrl = posterFileId === '' ? null : await work.wechat.fileUrl(posterFileId)
  return { code, path: `${PAGE}?scene=${code}`, posterUrl: posterUrl ?? '', expiresAtMs: invitation.expiresAtMs }
}
