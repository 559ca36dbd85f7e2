import { type Document, defineCollection } from '../../platform/store'

/** One message to one member. Its id says what it is about, so that the same notice is given once. */
export interface Notice extends Document {
  readonly schema: 1
  readonly member: string
  /** What it is about, such as `points_expiring`. */
  readonly kind: string
  readonly title: string
  readonly text: string
  readonly link: string
  readonly atMs: number
}

export const notices = defineCollection<Notice>({
  name: 'notices',
  indexes: [{ name: 'byMember', fields: ['member', 'atMs'] }],
})

/** Up to which moment a member has read. */
export interface ReadMark extends Document {
  readonly schema: 1
  readonly readUntilMs: number
}

export const readMarks = defineCollection<ReadMark>({ name: 'read_marks' })
