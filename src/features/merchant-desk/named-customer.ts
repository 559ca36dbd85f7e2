import type { Data } from '@/shared/api'

/** How the customer is named to the cloud: by their card's code, read at a moment, or because they confirmed a look-up. */
type Named = { readonly memberCode: string; readonly scannedAtMs: number } | { readonly memberId: string }

/** Whoever stands at the counter. */
export interface Customer extends Omit<Data<'members.scan'>, 'memberId' | 'scannedAtMs'> {
  readonly named: Named
}
