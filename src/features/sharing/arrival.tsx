import { useRouter } from '@tarojs/taro'
import { useEffect, useState } from 'react'
import { client } from '@/shared/api'
import { openLink } from '@/shared/routes'
import { Notice } from '@/shared/ui/notice'
import { isMembersCode, shareCodeOf } from './share-code.shared'

const HOME = '/tabs/home/index'

/** Cards whose visit this start of the app has told: coming back to the page is no other visit. */
const told = new Set<string>()

interface Came {
  /** Whose card it was, in the words of a welcome. */
  readonly welcome: string
  readonly path: string
}

/** Tells the shop by which card somebody came; null where it leads nowhere. */
async function tell(shareCode: string): Promise<Came | null> {
  if (isMembersCode(shareCode)) {
    const reply = await client.perform('referrals.open', { shareCode })
    return reply.ok ? { welcome: `${reply.data.maskedName}请您来坐坐`, path: reply.data.path } : null
  }
  const reply = await client.perform('sharing.open', { shareCode })
  return reply.ok ? { welcome: `${reply.data.store.name}欢迎您`, path: reply.data.path } : null
}

/** Tells the shop that somebody came by a card, once, and goes where the card leads. */
export function Arrival() {
  const { params } = useRouter()
  const code = shareCodeOf(params)
  const [welcome, setWelcome] = useState('')

  useEffect(() => {
    if (!code || told.has(code)) return
    told.add(code)
    // Who comes is told nothing when it fails: the page they see is the same, and the command is kept and sent again.
    void tell(code).then((came) => {
      if (!came) return
      setWelcome(came.welcome)
      if (!came.path.startsWith(HOME.slice(1)) && !came.path.startsWith(HOME)) openLink(came.path)
    })
  }, [code])

  if (!welcome) return null
  return <Notice tone="plain" text={welcome} />
}
