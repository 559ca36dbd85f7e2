/** How one of many taps ended: in a success or a refusal's code, after being sent so many times. */
export interface Tap {
  readonly code: 'ok' | 'no_reply' | (string & {})
  readonly sent: number
}

const WORDS: Readonly<Record<string, string>> = {
  already_checked_in: '今天已经签过',
  not_a_member: '还不是会员',
  account_frozen: '账户停用，等待核对',
  busy: '太忙，没有处理',
  internal: '系统出错',
  no_reply: '没有回复',
}

/** The taps in one line: how many succeeded, how many were refused and why. */
export function burstText(taps: readonly Tap[]): string {
  const counts = new Map<string, number>()
  for (const { code } of taps) counts.set(code, (counts.get(code) ?? 0) + 1)
  const succeeded = counts.get('ok') ?? 0
  counts.delete('ok')
  const refused = [...counts].map(([code, count]) => `${count} 次被拒（${WORDS[code] ?? code}）`)
  const resent = taps.reduce((sum, { sent }) => sum + sent - 1, 0)
  return [`${succeeded} 次成功`, ...refused, ...(resent > 0 ? [`回复丢失后用同一个编号重发了 ${resent} 次`] : [])].join(
    '，',
  )
}
