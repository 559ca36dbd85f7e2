import { useRouter } from '@tarojs/taro'
import { useEffect, useState } from 'react'
import { client } from '@/shared/api'
import { openLink } from '@/shared/routes'
import { Notice } from '@/shared/ui/notice'
import { shareCodeOf } from './share-code.shared'

const HOME = '/tabs/home/index'

/** Cards whose visit this start of the app has told: coming back to the page is no other visit. */
const told = new Set<string>()

/** Tells the shop that somebody came by a card, once, and goes where the card leads. */
export function Arrival() {
  const { params } = useRouter()
  const code = shareCodeOf(params)
  const [storeName, setStoreName] = useState('')

  useEffect(() => {
    if (!code || told.has(code)) return
    told.add(code)
    // Who comes is told nothing when it fails: the page they see is the same, and the command is kept and sent again.
    void client.perform('sharing.open', { shareCode: code }).then((reply) => {
      if (!reply.ok) return
      setStoreName(reply.data.store.name)
      const { path } = reply.data
      if (!path.startsWith(HOME.slice(1)) && !path.startsWith(HOME)) openLink(path)
    })
  }, [code])

  if (!storeName) return null
  return <Notice tone="plain" text={`${storeName}欢迎您`} />
}
