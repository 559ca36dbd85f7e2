import { useQuery } from '@/shared/api'

/** Who I am here: a member, a visitor who may join, or not known because the answer did not come. */
export function useMe() {
  const { data, code, reload } = useQuery('members.me', {})
  const isVisitor = code === 'not_a_member'
  return { me: data, isVisitor, trouble: data || isVisitor ? null : code, reload }
}
