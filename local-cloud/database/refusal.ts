export type DatabaseRefusalCode = 'INVALID_PARAM' | 'DATABASE_REQUEST_FAILED' | 'DATABASE_COLLECTION_NOT_EXIST'

/** The database's definite no: nothing was written. `code` is the one the SDK maps to its own error numbers. */
export class DatabaseRefusal extends Error {
  constructor(
    readonly code: DatabaseRefusalCode,
    message: string,
  ) {
    super(message)
  }
}

export function invalid(message: string): DatabaseRefusal {
  return new DatabaseRefusal('INVALID_PARAM', message)
}

export function failed(message: string): DatabaseRefusal {
  return new DatabaseRefusal('DATABASE_REQUEST_FAILED', `[FailedOperation] ${message}`)
}
