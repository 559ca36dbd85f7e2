/** How often each thing happened, by its name: what never happened was never tried. */
export class Coverage {
  readonly counts: Record<string, number> = {}

  count(what: string, times = 1): void {
    this.counts[what] = (this.counts[what] ?? 0) + times
  }

  add(other: Readonly<Record<string, number>>): void {
    for (const [what, times] of Object.entries(other)) this.count(what, times)
  }

  /** What a run over enough seeds must have seen and has not. */
  missing(): readonly string[] {
    return MUST_HAPPEN.filter((what) => !this.counts[what])
  }

  table(): string {
    const names = [...new Set([...Object.keys(this.counts), ...MUST_HAPPEN])].sort()
    const width = Math.max(...names.map((name) => name.length))
    return names.map((name) => `${name.padEnd(width)} ${String(this.counts[name] ?? 0).padStart(10)}`).join('\n')
  }
}

/** Each operation done, refused and swept; each fault; the false branch of each guard, as far as it can be seen. */
const MUST_HAPPEN: readonly string[] = [
  ...['join', 'check-in', 'make-up', 'award', 'takeback', 'redeem', 'adjust', 'status'].map((name) => `${name}: done`),
  'join: consent_required',
  'join: key_reused_with_other_input',
  'check-in: already_checked_in',
  'make-up: no_make_up_left',
  'make-up: nothing_to_make_up',
  'make-up: key_reused_with_other_input',
  'award: none left in the budget',
  'award: no_account',
  'takeback: waits',
  'takeback: not_takeable',
  'takeback: nothing was awarded',
  'clawback: of nothing',
  'redeem: insufficient_points',
  'redeem: limit_reached',
  'redeem: sold_out',
  'redeem: account_frozen',
  'redeem: key_reused_with_other_input',
  'recover: nothing_to_recover',
  'recover: grace_is_over',
  'recover: already_recovered',
  'adjust: insufficient_points',
  ...['ledger-post-due', 'ledger-open-events', 'ledger-open-redemptions', 'members-finish-joins'].map(
    (job) => `swept: ${job}`,
  ),
  ...['accrual', 'hold', 'vest', 'redemption', 'void', 'expiry', 'clawback', 'adjustment'].map(
    (kind) => `entry: ${kind}`,
  ),
  ...['pending_only', 'within_balance', 'allow_debt'].map((policy) => `clawback: ${policy}`),
  'debt: made',
  'debt: repaid',
  'page: flushed',
  'key found in a page',
  'answered again, the same',
  'fault: lost',
  'fault: error',
  'fault: effect without reply',
  'fault: late effect',
  'fault: done twice',
  'fault: death before',
  'fault: death after',
  'fault: death, effect late',
  'fault: read lost',
  'fault: read error',
  'fault: death at a read',
  'client: sent twice at once',
  'client: no reply',
  'client: asked again later',
  'timer: twice at once',
  'settings: edited',
  'budget: next generation',
  'accounts.update -> 0',
  'cursors.update -> 0',
  'events.insert -> exists',
  'journal.insert -> exists',
  'members.insert -> exists',
  'quotas.update -> 0',
  'units.insert -> exists',
  'units.updateAny -> 0',
]
