import { refuse } from '../../../kernel/refusal'
import type { ShopCaller } from '../../../platform/context'
import type { Gate } from '../../../platform/gate'
import { storeNamed } from '../domain/asked'
import { hookSecretOf, isSignedWith } from '../domain/signature'
import { hookKeysOf, storesInForce } from '../stores/stores'

/** The door of shop systems: whoever signs with a store's key acts for that store, and for no other. */
export const hookGate: Gate = {
  door: 'hook',

  async recognise(work, { signed }): Promise<ShopCaller | null> {
    if (!signed) return null
    const { keyId } = signed
    const owners = (await storesInForce(work)).filter((store) => hookKeysOf(store).includes(keyId))
    const [store] = owners
    // guard: key-of-one-store
    if (!store || owners.length > 1) return null
    const secret = hookSecretOf(work.secrets.key('hook'), keyId)
    // guard: signature-fits
    return isSignedWith(secret, signed, work.nowMs) ? { kind: 'shop', storeId: store.storeId, keyId } : null
  },

  async mayAsk(_, { caller, input }) {
    const storeId = storeNamed(input)
    // guard: shop-names-itself
    const isOwn = caller.kind === 'shop' && (storeId === null || storeId === caller.storeId)
    return isOwn ? null : refuse('unauthorised')
  },
}
