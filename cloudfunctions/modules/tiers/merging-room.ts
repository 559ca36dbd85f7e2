import type { MergingRoom } from '../members'
import { afterTierChange } from './after-change'
import { growthOf } from './domain/ladder'
import { departing, joinedBy, partedFrom } from './domain/merging'
import { tierRules } from './ladder-in-force'
import { ROOM, roomOf, standingIn, storedStanding } from './room'

/** Growth and tier go along when two members are made one, and back when that is undone. */
export const mergingRoom: MergingRoom = {
  room: ROOM,

  async leave(_, account) {
    const gone = departing(storedStanding(account))
    return gone && { goes: roomOf(gone.goes), left: roomOf(gone.left) }
  },

  async arrive(work, account, came) {
    return roomOf(joinedBy(storedStanding(account), standingIn(came), await tierRules(work), work.today))
  },

  async goBack(work, account, came) {
    const { goes, left } = partedFrom(storedStanding(account), standingIn(came), await tierRules(work), work.today)
    return { goes: roomOf(goes), left: roomOf(left) }
  },

  text(goes) {
    const { lifetime } = standingIn(goes)
    return `成长值 ${growthOf(lifetime)}，订单 ${lifetime.orders} 单`
  },

  after: (work, member) => afterTierChange(work, { member }),
}
