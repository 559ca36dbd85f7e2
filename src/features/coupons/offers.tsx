import { View } from '@tarojs/components'
import { client, commonWords, useCommand, usePages } from '@/shared/api'
import { Button } from '@/shared/ui/button'
import { PagedList } from '@/shared/ui/paged-list'
import { say } from '@/shared/ui/say'
import { claimWords } from './messages'
import { type CouponOffer, termText } from './offer.shared'
import { Ticket } from './ticket'

interface OfferProps {
  readonly offer: CouponOffer
  readonly isPending: boolean
  readonly onClaim: () => void
}

function OfferTicket({ offer, isPending, onClaim }: OfferProps) {
  const { benefit, title, scope, state, why } = offer
  return (
    <Ticket benefit={benefit} title={title} scope={scope} days={termText(offer)} whyNot={why ?? undefined}>
      <View className="ticket-act">
        <Button isDisabled={state !== 'open'} isPending={isPending} label={`领取${title}`} onTap={onClaim}>
          领取
        </Button>
      </View>
    </Ticket>
  )
}

/** Coupons to be had for nothing: a tap takes one. */
export function Offers() {
  const pages = usePages((page) => client.query('coupons.offers', page))
  const { isPending, perform } = useCommand('coupons.claim')

  async function claim(templateId: string): Promise<void> {
    const reply = await perform({ templateId })
    say(reply.ok ? '领到了，在“我的券”里' : claimWords[reply.code])
  }

  return (
    <PagedList
      pages={pages}
      words={commonWords}
      empty={{ drawing: 'letter', text: '现在没有可以领的券', note: '有新的券，会放在这里' }}
    >
      {({ items }) =>
        items.map((offer) => (
          <OfferTicket
            key={offer.templateId}
            offer={offer}
            isPending={isPending}
            onClaim={() => claim(offer.templateId)}
          />
        ))
      }
    </PagedList>
  )
}
