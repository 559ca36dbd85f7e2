/** The master key of every test: known, so that a failing run can be looked into. */
export const TEST_MASTER_KEY = '11'.repeat(32)
