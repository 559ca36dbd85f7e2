import { moneyText } from '@/shared/format/money'
import { usePointsName } from '@/shared/theme/programme'
import { Dialog } from '@/shared/ui/dialog'
import { useUndo } from './use-undo'

interface Props {
  readonly storeId: string
  readonly order: { readonly orderNo: string; readonly name: string; readonly amountFen: number }
  /** The order is gone. */
  readonly onUndone?: () => void
  readonly onClose: () => void
}

/** Asks before an order is taken back: it cannot be put there again under its number. */
export function UndoDialog({ storeId, order: { orderNo, name, amountFen }, onUndone, onClose }: Props) {
  const pointsName = usePointsName()
  const { undo, isUndoing } = useUndo(storeId)
  return (
    <Dialog
      title={`撤销 ${moneyText(amountFen)} 元？`}
      text={`${name}这一单的${pointsName}会收回，订单记为已退`}
      confirmText={isUndoing ? '正在撤销' : '撤销'}
      isPending={isUndoing}
      onConfirm={async () => {
        if (await undo(orderNo)) onUndone?.()
        onClose()
      }}
      onCancel={onClose}
    />
  )
}
