import { View } from '@tarojs/components'
import { client, commonWords, type Data, useCommand, usePages } from '@/shared/api'
import { Button } from '@/shared/ui/button'
import { Empty } from '@/shared/ui/empty'
import { ListEnd } from '@/shared/ui/list-end'
import { say } from '@/shared/ui/say'
import { Skeleton } from '@/shared/ui/skeleton'
import { Unavailable } from '@/shared/ui/unavailable'
import { claimWords } from './messages'
import { Ticket } from './ticket'

type CouponOffer = Data<'coupons.offers'>['items'][number]

const leftText = ({ left, state }: CouponOffer): string => (state === 'open' && left !== null ? `还剩 ${left} 张` : '')

/** Coupons to be had for nothing: a tap takes one. */
export function Offers() {
  const { loaded, code, loadFirst, loadMore } = usePages((page) => client.query('coupons.offers', page))
  const { isPending, perform } = useCommand('coupons.claim')
  if (!loaded && code) return <Unavailable text={commonWords[code]} code={code} onRetry={loadFirst} />
  if (!loaded)
    return (
      <>
        <Skeleton shape="card" />
        <Skeleton shape="card" />
      </>
    )
  if (loaded.items.length === 0) return <Empty drawing="letter" text="现在没有可以领的券" note="有新的券，会放在这里" />

  async function claim(templateId: string): Promise<void> {
    const reply = await perform({ templateId })
    say(reply.ok ? '领到了，在“我的券”里' : claimWords[reply.code])
  }

  return (
    <>
      {loaded.items.map((offer) => (
        <Ticket
          key={offer.templateId}
          benefit={offer.benefit}
          title={offer.title}
          scope={offer.scope}
          days={[offer.validityText, leftText(offer)].filter(Boolean).join(' ')}
          whyNot={offer.why ?? undefined}
        >
          <View className="ticket-act">
            <Button
              isDisabled={offer.state !== 'open'}
              isPending={isPending}
              label={`领取${offer.title}`}
              onTap={() => claim(offer.templateId)}
            >
              领取
            </Button>
          </View>
        </Ticket>
      ))}
      <ListEnd hasMore={loaded.next !== null} moreText="看更多" trouble={code && commonWords[code]} onMore={loadMore} />
    </>
  )
}
