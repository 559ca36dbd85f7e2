import type { Mutant } from './mutant'

const REMIND = 'cloudfunctions/modules/campaigns/members/remind.ts'
const REMIND_TESTS = ['campaigns/members/members.test']
const TEMPLATES = 'cloudfunctions/modules/campaigns/templates/handlers.ts'
const TEMPLATES_TESTS = ['campaigns/templates']

/** Of what members and operators ask of campaigns. */
export const campaignMutants: readonly Mutant[] = [
  {
    guard: 'reminder-key',
    file: REMIND,
    from: 'if (ofKey && ofKey.inputHash !== inputHash)',
    to: 'if (!context)',
    tests: REMIND_TESTS,
  },
  {
    guard: 'reminder-warm-up',
    file: REMIND,
    from: "if (stateOf(running.campaign, nowMs) !== 'warm_up')",
    to: "if (stateOf(running.campaign, nowMs) === 'draft')",
    tests: REMIND_TESTS,
  },
  {
    guard: 'start-same-input',
    file: TEMPLATES,
    from: 'if (ofKey && ofKey.inputHash !== inputHash)',
    to: 'if (!context)',
    tests: TEMPLATES_TESTS,
  },
  {
    guard: 'start-own',
    file: TEMPLATES,
    from: 'if (start.key !== key)',
    to: 'if (!context)',
    tests: TEMPLATES_TESTS,
  },
  {
    guard: 'large-share-waits',
    file: 'cloudfunctions/modules/campaigns/pace/hold-back.ts',
    from: 'if (held.waiting?.includes(account.member))',
    to: "if (held.waiting?.includes(''))",
    tests: ['campaigns/pace/shares.test'],
  },
]
