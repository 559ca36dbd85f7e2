import Taro from '@tarojs/taro'
import { useState } from 'react'
import { type Data, useCommand } from '@/shared/api'
import { updateWords } from './messages'

type Member = Data<'members.me'>['member']

/** The profile form: what differs from what the shop knows is what is sent. */
export function useProfile(member: Member) {
  const { isPending, perform } = useCommand('members.update')
  const [nickname, setNickname] = useState(member.nickname)
  const [birthday, setBirthday] = useState(member.birthday)
  const [trouble, setTrouble] = useState('')
  const name = nickname.trim()
  const changes = {
    ...(name && name !== member.nickname && { nickname: name }),
    ...(birthday && birthday !== member.birthday && { birthday }),
  }

  async function save(): Promise<void> {
    setTrouble('')
    const reply = await perform(changes)
    if (!reply.ok) return setTrouble(updateWords[reply.code])
    void Taro.showToast({ title: '已保存', icon: 'none' })
  }

  return {
    nickname,
    setNickname,
    birthday,
    setBirthday,
    hasChanges: Object.keys(changes).length > 0,
    trouble,
    isPending,
    save,
  }
}
