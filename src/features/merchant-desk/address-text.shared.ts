import type { Data } from '@/shared/api'

/** An address as the forms of carriers take it when it is pasted: one line, the parts apart. */
export const addressText = ({ name, phone, region, detail }: Data<'rewards.address'>['address']): string =>
  `${name} ${phone} ${region}${detail}`
