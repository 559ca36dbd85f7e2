import { useState } from 'react'
import { type Account, type Before, editBalance, editEntry, editText, findingsText, putBack } from './hand-edit.shared'
import { askAs, askOps, documents } from './local-cloud'

const ACCOUNTS = 'accounts'
const KEPT_AS = 'stage|edits'

type Edits = Readonly<Record<string, Before>>

/** Kept in the browser: an edit must be undone even when the page was closed in between. */
function keptEdits(): Edits {
  try {
    return JSON.parse(localStorage.getItem(KEPT_AS) ?? '{}') as Edits
  } catch {
    return {}
  }
}

async function memberIdOf(openid: string): Promise<string> {
  const reply = await askAs(openid, 'members.me', {})
  if (!reply.ok) throw new Error(reply.code === 'not_a_member' ? '这位还不是会员，先在手机上入会' : reply.code)
  return reply.data.member.memberId
}

async function accountOf(openid: string): Promise<{ memberId: string; account: Account }> {
  const memberId = await memberIdOf(openid)
  const account = await documents.find(ACCOUNTS, { member: memberId })
  if (!account) throw new Error('数据库里没有这位会员的账户')
  return { memberId, account: account as Account }
}

async function verify(memberId: string, who: string): Promise<string> {
  const reply = await askOps('ops.verify-ledger', { memberId })
  if (!reply.ok) throw new Error(reply.code)
  return findingsText(who, reply.data)
}

/** A hand in the database, and what the check of the ledger says to it. */
export function useHandEdit(openid: string, who: string) {
  const [edits, setEdits] = useState<Edits>(keptEdits)
  const before = edits[openid] ?? null
  const keep = (next: Edits) => {
    localStorage.setItem(KEPT_AS, JSON.stringify(next))
    setEdits(next)
  }

  return {
    isEdited: before !== null,
    async edit(what: 'balance' | 'entry'): Promise<string> {
      const { memberId, account } = await accountOf(openid)
      const change = what === 'balance' ? editBalance(account) : editEntry(account)
      if (!change) throw new Error('这位会员还没有流水')
      // Remembered before it is done: an edit that nobody can undo is worse than an undo of nothing.
      keep({ ...edits, [openid]: change.before })
      await documents.put(ACCOUNTS, change.edited)
      return `${who}的${editText(change.before)}。${await verify(memberId, who)}`
    },
    async undo(): Promise<string> {
      if (!before) throw new Error('没有要改回去的')
      const { memberId, account } = await accountOf(openid)
      await documents.put(ACCOUNTS, putBack(account, before))
      const { [openid]: _, ...others } = edits
      keep(others)
      return `${who}的账改回去了。${await verify(memberId, who)}`
    },
  }
}
