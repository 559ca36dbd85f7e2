import { useCommand } from '@/shared/api'
import { say } from '@/shared/ui/say'
import { phoneWords } from './messages'

/** Binds the number behind WeChat's code; leaving WeChat's sheet binds nothing. */
export function usePhone() {
  const { isPending, perform } = useCommand('members.bind-phone')
  async function bind(code: string | null): Promise<void> {
    if (code === null) return
    const reply = await perform({ code })
    say(reply.ok ? '已绑定' : phoneWords[reply.code])
  }
  return { isPending, bind }
}
