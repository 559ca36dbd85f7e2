import { Shelf } from '@/features/rewards'
import { TabPage } from '../tab-page'

export default function MallPage() {
  return (
    <TabPage>
      <Shelf />
    </TabPage>
  )
}
