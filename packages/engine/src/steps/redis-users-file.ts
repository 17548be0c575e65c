import { createHash } from 'node:crypto'
import { mask } from '@cabestan/protocol/secret'

/** The file of users: one line each, and nothing else, since Redis takes comments there for mistakes. */
export function lineOf(text: string, user: string): string | undefined {
  return text.split('\n').find((line) => isLineOf(line, user))
}

/** The file with these lines in place of those of the same users, and all others as they were. */
export function withLines(text: string, lines: readonly string[]): string {
  const users = lines.map((line) => line.split(' ')[1] ?? '')
  const others = withoutUsers(text, users).split('\n')
  return [...others.filter((line) => line.trim() !== ''), ...lines, ''].join('\n')
}

export function withoutUsers(text: string, users: readonly string[]): string {
  return text
    .split('\n')
    .filter((line) => !users.some((user) => isLineOf(line, user)))
    .join('\n')
}

/** Redis keeps no password, only this. */
export function hashOf(password: string): string {
  return `#${createHash('sha256').update(password).digest('hex')}`
}

export function masked(line: string | undefined): string | null {
  return line?.replace(/([#>])\S+/g, `$1${mask}`) ?? null
}

function isLineOf(line: string, user: string): boolean {
  const words = line.trim().split(/\s+/)
  return words[0] === 'user' && words[1] === user
}
