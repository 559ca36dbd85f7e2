import { Text, View } from '@tarojs/components'
import { openPage } from '@/shared/routes'
import { useProgramme } from '@/shared/theme/programme'
import { Button } from '@/shared/ui/button'
import { labelled } from '@/shared/ui/labelled'
import { Sheet } from '@/shared/ui/sheet'
import { BirthdayField } from './birthday-field'
import { NicknameField } from './nickname-field'
import { useJoin } from './use-join'
import './join-sheet.css'

export function JoinSheet({ onClose }: { onClose: () => void }) {
  const programme = useProgramme()
  const { nickname, setNickname, birthday, setBirthday, hasAgreed, toggleAgreed, trouble, isPending, join } =
    useJoin(onClose)

  return (
    <Sheet title="加入会员" onClose={onClose}>
      <NicknameField nickname={nickname} onChange={setNickname} />
      <BirthdayField birthday={birthday} onChange={setBirthday} />
      <View className="agreement">
        <View
          className={hasAgreed ? 'agree checked' : 'agree'}
          onClick={toggleAgreed}
          {...labelled(
            'checkbox',
            hasAgreed ? '我已阅读并同意会员与隐私说明，已勾选' : '我已阅读并同意会员与隐私说明，未勾选',
          )}
        >
          <View className="agree-box" />
          <Text>我已阅读并同意</Text>
        </View>
        <View
          className="agreement-link"
          onClick={() => openPage('consent')}
          {...labelled('button', '阅读会员与隐私说明')}
        >
          《会员与隐私说明》
        </View>
      </View>
      {programme && <View className="join-note">{programme.expiryText}</View>}
      {trouble && <View className="join-trouble">{trouble}</View>}
      <Button isPending={isPending} onTap={join}>
        {isPending ? '正在办理' : '加入会员'}
      </Button>
    </Sheet>
  )
}
