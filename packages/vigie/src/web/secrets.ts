import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** 256 bits that nobody guesses, in letters that an address may bear. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url')
}

/** What is stored of one. It needs no salt: no dictionary holds random words. */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}

export function isSame(one: Buffer, other: Buffer): boolean {
  return one.length === other.length && timingSafeEqual(one, other)
}

/** Under which failed sign-ins with an address are counted. */
export function emailKey(email: string): string {
  return `email:${email.toLowerCase().slice(0, 200)}`
}

/** And those from a network address. */
export function addressKey(address: string): string {
  return `address:${address}`
}

export const tokenStart = 'vigie_'
