import { View } from '@tarojs/components'
import type { Data } from '@/shared/api'
import { dateOf, dateText } from '@/shared/format/dates'
import { openPage } from '@/shared/routes'
import { Button } from '@/shared/ui/button'
import { Card } from '@/shared/ui/card'
import { Cell } from '@/shared/ui/cell'
import { BirthdayField } from './birthday-field'
import { groupedCardNo } from './card.shared'
import { NicknameField } from './nickname-field'
import { PhoneField } from './phone-field'
import { useProfile } from './use-profile'
import './profile.css'

export function Profile({ member }: { member: Data<'members.me'>['member'] }) {
  const { nickname, setNickname, birthday, setBirthday, hasChanges, trouble, isPending, save } = useProfile(member)
  return (
    <>
      <Card>
        <NicknameField nickname={nickname} onChange={setNickname} />
        <BirthdayField birthday={birthday} onChange={setBirthday} />
        {trouble && <View className="join-trouble">{trouble}</View>}
      </Card>
      <Button isDisabled={!hasChanges} isPending={isPending} onTap={save}>
        {isPending ? '正在保存' : '保存'}
      </Button>
      <View className="profile-rest">
        <PhoneField phone={member.phone} />
        <Card>
          <Cell title="会员卡号" value={groupedCardNo(member.cardNo)} />
          <Cell title="入会日期" value={dateText(member.joinedOn, dateOf(Date.now()))} />
          <Cell title="会员与隐私说明" onTap={() => openPage('consent')} />
        </Card>
      </View>
    </>
  )
}
