import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { pointsText } from '@/shared/format/points'
import { useProgramme } from '@/shared/theme/programme'
import { Button } from '@/shared/ui/button'
import { Skeleton } from '@/shared/ui/skeleton'
import { BrandMark } from './brand-mark'
import { JoinSheet } from './join-sheet'
import './welcome.css'

/** What a visitor sees: whose programme this is, what joining gives, and the door. */
export function Welcome() {
  const programme = useProgramme()
  const [isJoining, setIsJoining] = useState(false)
  if (!programme) return <Skeleton shape="card" />

  const { brand, welcomePoints, expiryText } = programme
  const gains = [
    ...(welcomePoints > 0
      ? [{ title: `入会即得 ${pointsText(welcomePoints)} ${brand.pointsName}`, text: '加入后马上到账' }]
      : []),
    { title: `每天签到得${brand.pointsName}`, text: '连续签到，得到更多' },
    { title: `每一笔${brand.pointsName}都有说明`, text: expiryText },
  ]
  return (
    <View className="welcome">
      <BrandMark brand={brand} />
      <Text className="welcome-title">{`欢迎来到${brand.name}`}</Text>
      <Text className="welcome-text">免费加入会员，不需要手机号</Text>
      <View className="welcome-gains">
        {gains.map(({ title, text }) => (
          <View className="welcome-gain" key={title}>
            <Text className="welcome-gain-title">{title}</Text>
            <Text className="welcome-text">{text}</Text>
          </View>
        ))}
      </View>
      <Button onTap={() => setIsJoining(true)}>加入会员</Button>
      {isJoining && <JoinSheet onClose={() => setIsJoining(false)} />}
    </View>
  )
}
