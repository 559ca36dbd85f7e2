export interface Names {
  /** `check-in`: folders, actions. */
  readonly name: string
  /** `checkIn`: values. */
  readonly value: string
  /** `CheckIn`: types and components. */
  readonly type: string
  /** What a member reads on top of its page. */
  readonly title: string
}

/**
 * The files of a new capability: one query that works from page to domain, small enough to be replaced line by line.
 * It answers for how long the caller has been a member, since that is true of every programme.
 */
export function filesOf(names: Names): Readonly<Record<string, string>> {
  const module = `cloudfunctions/modules/${names.name}`
  const feature = `src/features/${names.name}`
  return {
    [`${module}/README.md`]: readme(names),
    [`${module}/contract.ts`]: contract(names),
    [`${module}/domain/member-days.ts`]: domain,
    [`${module}/handlers.ts`]: handlers(names),
    [`${module}/module.ts`]: moduleFile(names),
    [`${module}/${names.name}.test.ts`]: test(names),
    [`${feature}/use-${names.name}.ts`]: hook(names),
    [`${feature}/pages/index.tsx`]: page(names),
    [`${feature}/pages/index.config.ts`]: `export default definePageConfig({ navigationBarTitleText: '${names.title}' })\n`,
  }
}

const readme = ({ name, title }: Names) => `# ${name} (${title})

What it is: (one sentence a shop owner would understand).

Terms: **member days**: days from joining to today, the day of joining included.

Invariants: (what always holds, whatever happens).

Collections: none.
`

const contract = ({ name }: Names) => `import * as z from 'zod/mini'
import { query } from '../../platform/contract'
import { businessDate, nothing } from '../../platform/fields'

export const contract = {
  '${name}.status': query({
    audiences: ['member'],
    summary: 'For how many days the caller has been a member.',
    input: nothing,
    output: z.strictObject({
      today: businessDate,
      /** 1 on the day of joining. */
      memberDays: z.int(),
    }),
  }),
}
`

const domain = `import { type BusinessDate, daysBetween } from '../../../kernel/business-date'

/** Days of membership on \`today\`, the day of joining included: 1 on the day itself, never less. */
export function memberDaysOn(today: BusinessDate, joinedOn: BusinessDate): number {
  // A clock that was set back must not show a member zero days or fewer.
  return Math.max(1, daysBetween(joinedOn, today) + 1)
}
`

const handlers = ({ name }: Names) => `import { businessDateOf } from '../../kernel/business-date'
import { refuse } from '../../kernel/refusal'
import type { Handlers } from '../../platform/module'
import { accountOf } from '../ledger'
import type { contract } from './contract'
import { memberDaysOn } from './domain/member-days'

export const handlers: Handlers<typeof contract> = {
  '${name}.status': async (context) => {
    const account = await accountOf(context, context.caller.memberId)
    if (!account) return refuse('not_a_member')
    const { today } = context
    return { today, memberDays: memberDaysOn(today, businessDateOf(account.openedAtMs)) }
  },
}
`

const moduleFile = ({ name, value }: Names) => `import { defineModule } from '../../platform/module'
import { contract } from './contract'
import { handlers } from './handlers'

export const ${value} = defineModule({
  name: '${name}',
  contract,
  handlers,
})
`

const test = ({ name }: Names) => `import { assertLedgerHolds } from '../../../test/kit/ledger-holds'
import { codeOf, dataOf, joined, Programme } from '../../../test/kit/programme'

describe('${name}', () => {
  let programme: Programme
  beforeEach(async () => {
    programme = await Programme.start({ at: '2026-03-10T10:00:00+08:00' })
  })
  afterEach(async () => assertLedgerHolds(programme))

  test('the day of joining is the first day', async () => {
    const { ask } = await joined(programme, 'o-mei')
    expect(dataOf(await ask('${name}.status', {}))).toEqual({ today: '2026-03-10', memberDays: 1 })
    programme.advanceDays(30)
    expect(dataOf(await ask('${name}.status', {}))).toEqual({ today: '2026-04-09', memberDays: 31 })
  })

  test('someone who never joined is refused', async () => {
    expect(codeOf(await programme.member('o-stranger')('${name}.status', {}))).toBe('not_a_member')
  })
})
`

const hook = ({ name, type }: Names) => `import { useQuery } from '@/shared/api'

/** What the page shows, and the refusal where there is nothing to show. */
export function use${type}() {
  const { data: status, code, reload } = useQuery('${name}.status', {})
  return { status, code: status ? null : code, reload }
}
`

const page = ({ name, type, title }: Names) => `import { commonWords } from '@/shared/api'
import { Card } from '@/shared/ui/card'
import { Cell } from '@/shared/ui/cell'
import { Page } from '@/shared/ui/page'
import { Skeleton } from '@/shared/ui/skeleton'
import { Unavailable } from '@/shared/ui/unavailable'
import { use${type} } from '../use-${name}'

export default function ${type}Page() {
  const { status, code, reload } = use${type}()
  return (
    <Page title="${title}">
      {status && (
        <Card>
          <Cell title="入会" value={\`第 \${status.memberDays} 天\`} />
        </Card>
      )}
      {!status && code && <Unavailable text={commonWords[code]} code={code} onRetry={reload} />}
      {!status && !code && <Skeleton shape="card" />}
    </Page>
  )
}
`
