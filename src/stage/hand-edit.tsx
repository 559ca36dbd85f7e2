import { Thing } from './thing'
import { useAct } from './use-act'
import { useHandEdit } from './use-hand-edit'
import type { Phone } from './use-phone'

export function HandEditThing({ phone, who, note }: { phone: Phone; who: string; note: (text: string) => void }) {
  const { result, isBusy, act } = useAct(note)
  const { isEdited, edit, undo } = useHandEdit(phone.persona.openid, who)
  const doing = (work: () => Promise<string>) =>
    act(async () => {
      const said = await work()
      phone.reload()
      return said
    })
  return (
    <Thing title="改数据库" what="绕过程序改账，核对指出哪一笔哪个字段。" result={result}>
      {isEdited ? (
        <button type="button" disabled={isBusy} onClick={() => doing(undo)}>
          改回去
        </button>
      ) : (
        <>
          <button type="button" disabled={isBusy} onClick={() => doing(() => edit('entry'))}>
            改流水
          </button>
          <button type="button" disabled={isBusy} onClick={() => doing(() => edit('balance'))}>
            改余额
          </button>
        </>
      )}
    </Thing>
  )
}
