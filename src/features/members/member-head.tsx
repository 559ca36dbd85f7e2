import { Text, View } from '@tarojs/components'
import type { Data } from '@/shared/api'
import { Tag } from '@/shared/ui/tag'
import { groupedCardNo } from './card.shared'
import './member-head.css'

/** Who I am at a glance: name, tier, the number to read out at the counter. */
export function MemberHead({ me }: { me: Data<'members.me'> }) {
  const { nickname, cardNo } = me.member
  return (
    <View className="member-head">
      <View className="member-initial">{[...nickname][0]}</View>
      <View className="member-lines">
        <View className="member-name-line">
          <Text className="member-name">{nickname}</Text>
          {me.tier && <Tag text={me.tier} />}
        </View>
        <Text className="member-card-no number">{`卡号 ${groupedCardNo(cardNo)}`}</Text>
      </View>
    </View>
  )
}
