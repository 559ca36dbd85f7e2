import type { Handlers } from '../../../platform/module'
import type { contract } from '../contract'
import { findMember } from './find-member'
import { mergeHandlers } from './merge/handlers'
import { revealPhone } from './reveal-phone'

export const peopleHandlers: Pick<
  Handlers<typeof contract>,
  'ops.find-member' | 'ops.reveal-phone' | 'ops.merge-members' | 'ops.undo-merge'
> = {
  ...mergeHandlers,
  'ops.find-member': async (context, { query }) => findMember(context, query),
  'ops.reveal-phone': async (context, input) => revealPhone(context, input),
}
