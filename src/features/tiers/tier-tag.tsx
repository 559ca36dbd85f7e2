import { View } from '@tarojs/components'
import { openPage } from '@/shared/routes'
import { labelled } from '@/shared/ui/labelled'
import { Tag } from '@/shared/ui/tag'
import './tier-tag.css'

/** The tier beside a name; a tap leads to what it gives. */
export function TierTag({ name }: { name: string }) {
  return (
    <View
      className="tier-tag"
      hoverClass="pressed"
      onClick={() => openPage('tier')}
      {...labelled('button', `${name}，看等级权益`)}
    >
      <Tag text={name} />
    </View>
  )
}
