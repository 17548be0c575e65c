import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** 256 random bits, in letters that are allowed in an address. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url')
}

/** What is stored of a secret. It needs no salt, because no dictionary contains random words. */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}

export function isSame(one: Buffer, other: Buffer): boolean {
  return one.length === other.length && timingSafeEqual(one, other)
}

/** The name under which failed sign-ins with an e-mail address are counted. */
export function emailKey(email: string): string {
  return `email:${email.toLowerCase().slice(0, 200)}`
}

/** The same for a network address. */
export function addressKey(address: string): string {
  return `address:${address}`
}

export const tokenStart = 'vigie_'
