import { Image, Text, View } from '@tarojs/components'
import { useState } from 'react'
import { type Data, merchant, usePages } from '@/shared/api'
import { pictureUrl } from '@/shared/files/picture-url'
import { dateOf } from '@/shared/format/dates'
import { CardCanvas } from '@/shared/share/draw-card'
import { ShareButton } from '@/shared/share/share-button'
import { useShareCard } from '@/shared/share/use-share-card'
import { useProgramme } from '@/shared/theme/programme'
import { Button } from '@/shared/ui/button'
import { ButtonPair } from '@/shared/ui/button-pair'
import { Card } from '@/shared/ui/card'
import { ListEnd } from '@/shared/ui/list-end'
import { Skeleton } from '@/shared/ui/skeleton'
import { TextField } from '@/shared/ui/text-field'
import { Unavailable } from '@/shared/ui/unavailable'
import { CardResults } from './card-results'
import { scanWords } from './messages'
import { PosterSheet } from './poster-sheet'
import { SharingSums } from './sharing-sums'
import { type ShareCard, useCards } from './use-cards'
import type { Store } from './use-desk'
import './cards.css'

const TITLE_LENGTH = 28

interface PreviewProps {
  readonly card: ShareCard
  readonly onPoster: () => void
  readonly onAnother: () => void
}

function Preview({ card, onPoster, onAnother }: PreviewProps) {
  return (
    <Card>
      <View className="card-preview">
        <Text className="card-preview-title">{card.title}</Text>
        {card.imageUrl ? (
          <Image className="card-preview-image" src={pictureUrl(card.imageUrl)} mode="aspectFill" />
        ) : (
          <View className="card-preview-image" />
        )}
      </View>
      <ShareButton>发到聊天</ShareButton>
      <View className="card-others">
        <ButtonPair>
          <Button kind="quiet" onTap={onPoster}>
            做成海报
          </Button>
          <Button kind="quiet" onTap={onAnother}>
            再做一张
          </Button>
        </ButtonPair>
      </View>
    </Card>
  )
}

/** The cards of this store: make one, send it, and see who came by it. Sending earns nobody anything. */
export function Cards({ store }: { store: Store }) {
  const programme = useProgramme()
  const [title, setTitle] = useState('')
  const { card, isMaking, trouble, make, poster, putAway } = useCards(store)
  const [printed, setPrinted] = useState<Data<'sharing.poster'> | null>(null)
  const { loaded, code, loadFirst, loadMore } = usePages((page) =>
    merchant.query('sharing.report', { storeId: store.storeId, ...page }),
  )
  useShareCard(() => {
    const {
      title: said,
      path,
      imageUrl,
    } = card ?? {
      title: programme?.brand.name ?? store.name,
      path: '/tabs/home/index',
      imageUrl: '',
    }
    return { title: said, path, ...(imageUrl && { imageUrl: pictureUrl(imageUrl) }) }
  })

  async function print(shareCode: string): Promise<void> {
    setPrinted(await poster(shareCode))
  }

  return (
    <>
      <CardCanvas />
      {card ? (
        <Preview card={card} onPoster={() => print(card.shareCode)} onAnother={putAway} />
      ) : (
        <Card>
          <TextField
            name="卡片标题"
            maxLength={TITLE_LENGTH}
            placeholder="不填就用门店的标题"
            value={title}
            onChange={setTitle}
            trouble={trouble}
          />
          <Button isPending={isMaking} onTap={() => make(title.trim())}>
            {isMaking ? '正在做卡片' : '做一张卡片'}
          </Button>
        </Card>
      )}
      {!loaded && code && <Unavailable text={scanWords[code]} code={code} onRetry={loadFirst} />}
      {!loaded && !code && <Skeleton shape="card" />}
      {loaded && loaded.items.length > 0 && (
        <>
          <SharingSums store={loaded.store} staff={loaded.staff} />
          <CardResults results={loaded.items} today={dateOf(Date.now())} onPoster={print} />
          <ListEnd
            hasMore={loaded.next !== null}
            moreText="看更早的卡片"
            trouble={code && scanWords[code]}
            onMore={loadMore}
          />
        </>
      )}
      {loaded && loaded.items.length === 0 && (
        <View className="cards-none">发出第一张卡片后，谁来看了、谁入会了、谁消费了，都写在这里</View>
      )}
      {printed && <PosterSheet poster={printed} onClose={() => setPrinted(null)} />}
    </>
  )
}
