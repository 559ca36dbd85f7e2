export { useUnread } from './use-unread'
