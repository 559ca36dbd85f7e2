import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { Dialog } from '@/shared/ui/dialog'
import { labelled } from '@/shared/ui/labelled'
import { Tag } from '@/shared/ui/tag'
import type { Customer } from './named-customer'
import type { Counter as Flow } from './use-counter'
import './customer.css'

type Benefit = Customer['benefits'][number]

export function CustomerHead({ customer, onLeave }: { customer: Customer; onLeave: () => void }) {
  return (
    <View className="customer">
      <Text className="customer-name">{customer.name}</Text>
      {customer.tier && <Tag text={customer.tier} />}
      <View className="customer-leave" onClick={onLeave} {...labelled('button', '换一位顾客')}>
        换一位
      </View>
    </View>
  )
}

function BenefitChip({ benefit: { name, left }, onTap }: { benefit: Benefit; onTap: () => void }) {
  const content = (
    <>
      <Text>{name}</Text>
      <Text className="customer-benefit-left number">{String(left)}</Text>
    </>
  )
  if (left === 0)
    return (
      <View className="customer-benefit used-up" {...labelled('img', `${name}，用完了`)}>
        {content}
      </View>
    )
  return (
    <View
      className="customer-benefit"
      hoverClass="pressed"
      onClick={onTap}
      {...labelled('button', `使用${name}，还有 ${left} 次`)}
    >
      {content}
    </View>
  )
}

/** What the customer's tier gives at the counter, each with how often it is left. Used once after a question. */
export function CustomerBenefits({ customer, flow }: { customer: Customer; flow: Flow['benefit'] }) {
  const [asked, setAsked] = useState<Benefit | null>(null)
  if (customer.benefits.length === 0 || 'memberId' in customer.named) return null
  return (
    <View className="customer-benefits">
      {customer.benefits.map((benefit) => (
        <BenefitChip key={benefit.benefitId} benefit={benefit} onTap={() => setAsked(benefit)} />
      ))}
      {asked && (
        <Dialog
          title={`使用${asked.name}？`}
          text={`${customer.name}还有 ${asked.left} 次，用了不能退回`}
          confirmText={flow.isUsing ? '正在使用' : '使用'}
          isPending={flow.isUsing}
          onConfirm={async () => {
            await flow.use(asked.benefitId)
            setAsked(null)
          }}
          onCancel={() => setAsked(null)}
        />
      )}
    </View>
  )
}
