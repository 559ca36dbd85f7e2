export { ConfirmRequest } from './confirm-request'
export { type Requests, useRequests } from './use-requests'
