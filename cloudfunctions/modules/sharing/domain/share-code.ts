import { hmacSha256 } from '../../../kernel/digest'

const CODE_LENGTH = 10

/**
 * The code of the card that a command makes: ten characters of `A-Z a-z 0-9 _ -`, 60 bits that nobody can guess. The
 * same command has the same code; another attempt has another one, should the first be taken.
 */
export function shareCodeOf(key: Buffer, commandKey: string, attempt: number): string {
  const digest = Buffer.from(hmacSha256(key, `card|${commandKey}|${attempt}`), 'hex')
  return digest.toString('base64url').slice(0, CODE_LENGTH)
}
