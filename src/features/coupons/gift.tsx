import { View } from '@tarojs/components'
import { type Data, useCommand, useQuery } from '@/shared/api'
import { dateOf } from '@/shared/format/dates'
import { openPage } from '@/shared/routes'
import { ShareButton } from '@/shared/share/share-button'
import { useShareCard } from '@/shared/share/use-share-card'
import { Button } from '@/shared/ui/button'
import { say } from '@/shared/ui/say'
import { Skeleton } from '@/shared/ui/skeleton'
import { Unavailable } from '@/shared/ui/unavailable'
import { untilText } from './coupon.shared'
import { acceptWords } from './messages'
import { Ticket } from './ticket'

const STATES: Readonly<Record<Data<'coupons.gift'>['state'], string>> = {
  waiting: '',
  own: acceptWords.own_gift,
  mine: '您已经领到了，在“我的券”里',
  taken: acceptWords.already_taken,
  over: acceptWords.gift_over,
}

/** A coupon that a friend gives: one tap takes it, and one person has it. */
export function Gift({ giftCode }: { giftCode: string }) {
  const { data: gift, code, reload } = useQuery('coupons.gift', { giftCode })
  const { isPending, perform } = useCommand('coupons.accept')
  // Its own page, whoever sends it on: one person takes it, and forwarding the card gives no second one.
  useShareCard(() => ({
    title: gift ? `送你一张“${gift.title}”` : '送你一张券',
    path: `/features/coupons/pages/gift?giftCode=${giftCode}`,
  }))
  if (!gift && code) return <Unavailable text={acceptWords[code]} code={code} onRetry={reload} />
  if (!gift) return <Skeleton shape="card" />

  async function accept(): Promise<void> {
    const reply = await perform({ giftCode })
    say(reply.ok ? '领到了，在“我的券”里' : acceptWords[reply.code])
  }

  return (
    <>
      <View className="gift-from">{gift.state === 'own' ? '您送出的券' : `${gift.fromName}送您一张券`}</View>
      <Ticket
        benefit={gift.benefit}
        title={gift.title}
        scope={gift.scope}
        days={untilText(gift.usableUntil, dateOf(Date.now()))}
        whyNot={STATES[gift.state] || undefined}
      />
      {gift.state === 'waiting' && (
        <Button isPending={isPending} onTap={accept}>
          {isPending ? '正在领取' : '收下'}
        </Button>
      )}
      {gift.state === 'own' && <ShareButton>再发给朋友</ShareButton>}
      {gift.state !== 'waiting' && (
        <View className="gift-wallet">
          <Button kind="quiet" onTap={() => openPage('wallet')}>
            看我的券
          </Button>
        </View>
      )}
    </>
  )
}
