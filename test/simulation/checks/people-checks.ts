import { members } from '../../../cloudfunctions/modules/members/store'
import { staffDays } from '../../../cloudfunctions/modules/staff/days/store'
import { type Invitation, invitations } from '../../../cloudfunctions/modules/staff/invitations/store'
import { type StaffDocument, staffDocuments } from '../../../cloudfunctions/modules/staff/people/store'
import { must } from '../must'
import type { Person } from '../world/doors'
import type { World } from '../world/world'
import type { Books } from './books'

const KEY_DIGITS = 24

/** Who has which phone number, who serves where, and how much they asked. */
export class PeopleChecks {
  constructor(
    private readonly world: World,
    private readonly books: Books,
  ) {}

  /** A number is one member's at every moment. */
  async checkPhones(): Promise<void> {
    const there = await this.world.store.getMany(
      members,
      this.world.everybody.map(({ member }) => member),
    )
    const hashes = there.flatMap(({ phone }) => (phone ? [phone.hash] : []))
    must(new Set(hashes).size === hashes.length, 'two members have one number')
  }

  async afterQuiet(): Promise<void> {
    await this.checkPhones()
    await this.checkBindings()
    await this.checkDays()
    await this.checkInvitations()
  }

  /** Who was told that a number is theirs has one. */
  private async checkBindings(): Promise<void> {
    const { asked, answers, store } = this.world
    for (const { says, identity } of asked.values()) {
      if (says?.said.kind !== 'phone' || answers.settled.get(identity)?.kind !== 'done') continue
      const { member } = says.said
      must((await store.get(members, member))?.phone != null, `${member} was given a number and has none`)
    }
  }

  private staff(): readonly Person[] {
    return [...this.world.shop.clerks, ...this.world.people]
  }

  /** What was counted of a day and what is left of it are what there was; each command has one line. */
  private async checkDays(): Promise<void> {
    const { store, asked } = this.world
    const limits = this.books.inForce.everySettings().map(({ staffCommandsPerDay }) => staffCommandsPerDay)
    const { items } = await store.find(
      { ...staffDays, indexes: [{ name: 'byId', fields: ['_id'] }] },
      {
        index: 'byId',
        limit: 1_000,
      },
    )
    const lines = new Set<string>()
    for (const { _id, left, lines: told } of items) {
      const keys = told.flatMap(({ key }) => (key === '' ? [] : [key]))
      must(new Set(keys).size === keys.length, `${_id} counts a command twice`)
      must(left >= 0 && limits.includes(left + keys.length), `${_id} has ${left} left after ${keys.length}`)
      for (const key of keys) lines.add(key)
    }
    for (const { says, identity } of asked.values()) {
      const isStaff = says && identity.includes('|staff|')
      const isDone = this.world.answers.settled.has(identity)
      must(!isStaff || !isDone || lines.has(says.keyHash.slice(0, KEY_DIGITS)), `${identity} has left no line`)
    }
  }

  /** An invitation makes one person staff, once; who was told so is the one. */
  private async checkInvitations(): Promise<void> {
    const { store, asked, answers } = this.world
    const people = await store.getMany(
      staffDocuments,
      this.staff().map(({ openid }) => openid),
    )
    const { items } = await store.find(invitations, { index: 'byOpen', limit: 1_000 })
    for (const invitation of items) this.checkInvitation(invitation, people)
    for (const { says, identity } of asked.values()) {
      if (says?.said.kind !== 'accept' || answers.settled.get(identity)?.kind !== 'done') continue
      const { code, openid } = says.said
      const accepted = items.find(({ _id }) => code.startsWith(_id))?.acceptance?.openid
      must(accepted === openid, `${openid} was told that they are staff, and ${accepted} is`)
    }
  }

  private checkInvitation({ _id, acceptance }: Invitation, people: readonly StaffDocument[]): void {
    const made = people.filter((person) => person.invitations.includes(_id)).map((person) => person._id)
    const should = acceptance ? [acceptance.openid] : []
    must(String(made) === String(should), `invitation ${_id} made ${made} staff and not ${should}`)
  }
}
