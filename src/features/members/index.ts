export { MemberHead } from './member-head'
export { useMe } from './use-me'
export { Welcome } from './welcome'
