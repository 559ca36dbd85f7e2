import Taro from '@tarojs/taro'
import { useState } from 'react'
import { useCommand } from '@/shared/api'
import { pointsText } from '@/shared/format/points'
import { useProgramme } from '@/shared/theme/programme'
import { joinWords } from './messages'

/** The join form and its one command. */
export function useJoin(onJoined: () => void) {
  const programme = useProgramme()
  const { isPending, perform } = useCommand('members.join')
  const [nickname, setNickname] = useState('')
  const [birthday, setBirthday] = useState<string>()
  const [hasAgreed, setHasAgreed] = useState(false)
  const [trouble, setTrouble] = useState('')

  async function join(): Promise<void> {
    if (!programme) return
    if (!hasAgreed) return setTrouble('请先阅读并勾选会员说明')
    setTrouble('')
    const name = nickname.trim()
    const reply = await perform({
      consentVersion: programme.consentVersion,
      ...(name && { nickname: name }),
      ...(birthday && { birthday }),
    })
    if (!reply.ok) return setTrouble(joinWords[reply.code])
    const { welcomePoints } = reply.data
    void Taro.showToast({
      title:
        welcomePoints > 0 ? `欢迎加入，${pointsText(welcomePoints)} ${programme.brand.pointsName}已到账` : '欢迎加入',
      icon: 'none',
    })
    onJoined()
  }

  return {
    nickname,
    setNickname,
    birthday,
    setBirthday,
    hasAgreed,
    toggleAgreed() {
      setHasAgreed((before) => !before)
      setTrouble('')
    },
    trouble,
    isPending,
    join,
  }
}
