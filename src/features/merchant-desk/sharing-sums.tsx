import { Text, View } from '@tarojs/components'
import type { Data } from '@/shared/api'
import { Bars } from '@/shared/chart/bars'
import { moneyText } from '@/shared/format/money'
import { pointsText } from '@/shared/format/points'
import { Card } from '@/shared/ui/card'
import { labelled } from '@/shared/ui/labelled'
import { Table } from '@/shared/ui/table'
import './sharing-sums.css'

type Report = Data<'sharing.report'>

const HEAD = ['店员', '来看', '入会', '单数']

function Sum({ name, value }: { name: string; value: string }) {
  return (
    <View className="sum" {...labelled('img', `${name} ${value}`)}>
      <Text className="sum-value number">{value}</Text>
      <Text className="sum-name">{name}</Text>
    </View>
  )
}

/** What all cards together brought, and where several people share them, who brought how many members. */
export function SharingSums({ store, staff }: Pick<Report, 'store' | 'staff'>) {
  return (
    <Card>
      <View className="sums">
        <Sum name="来看的人" value={pointsText(store.visits)} />
        <Sum name="入会的人" value={pointsText(store.joins)} />
        <Sum name="消费（元）" value={moneyText(store.orderFen)} />
      </View>
      {staff.length > 1 && (
        <>
          <View className="sums-question">谁带来的入会</View>
          <Bars rows={staff.map(({ staffName, joins }) => ({ name: staffName, count: joins }))} />
          <View className="sums-table">
            <Table
              head={HEAD}
              rows={staff.map(({ staffName, visits, joins, orders }, at) => ({
                key: `${at}`,
                cells: [staffName, ...[visits, joins, orders].map(pointsText)],
              }))}
            />
          </View>
        </>
      )}
    </Card>
  )
}
