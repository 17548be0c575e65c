import { argon2, randomBytes } from 'node:crypto'
import { promisify } from 'node:util'
import { isSame } from './secrets.ts'
import { Turns } from './turns.ts'

const derive = promisify(argon2)

/**
 * Of the parameters that OWASP considers equally strong, those that need least memory: signing in under load must
 * stay within the limit.
 */
const strength = { memory: 7 * 1024, passes: 5, parallelism: 1, tagLength: 32 } as const

/** One at a time, because ten sign-ins at once would need ten times the memory. */
const turns = new Turns(Number.POSITIVE_INFINITY)

export function hashPassword(password: string): Promise<string> {
  return turns.take(async () => {
    const nonce = randomBytes(16)
    const tag = await derive('argon2id', { ...strength, message: message(password), nonce })
    const { memory, passes, parallelism } = strength
    const fields = [`m=${memory}`, `t=${passes}`, `p=${parallelism}`].join(',')
    return ['', 'argon2id', 'v=19', fields, encoded(nonce), encoded(tag)].join('$')
  })
}

/** Takes equally long whether or not the account exists: without one, a hash that nobody has is checked. */
export function isPassword(password: string, hash: string | null): Promise<boolean> {
  return turns.take(async () => {
    const parts = partsOf(hash ?? nobody)
    const { memory, passes, parallelism, nonce, tag } = parts
    const options = { memory, passes, parallelism, nonce, tagLength: tag.length, message: message(password) }
    return isSame(await derive('argon2id', options), tag) && hash !== null
  })
}

/** Accents may be typed in several ways, depending on the keyboard. */
function message(password: string): Buffer {
  return Buffer.from(password.normalize('NFKC'), 'utf8')
}

function encoded(bytes: Buffer): string {
  return bytes.toString('base64').replaceAll('=', '')
}

function partsOf(hash: string) {
  const [, , , fields = '', nonce = '', tag = ''] = hash.split('$')
  const numbers = new Map(fields.split(',').map((field) => field.split('=') as [string, string]))
  const number = (name: string) => Number(numbers.get(name))
  return {
    ...{ memory: number('m'), passes: number('t'), parallelism: number('p') },
    nonce: Buffer.from(nonce, 'base64'),
    tag: Buffer.from(tag, 'base64'),
  }
}

const zeros = encoded(Buffer.alloc(32))
const nobody = `$argon2id$v=19$m=${strength.memory},t=${strength.passes},p=${strength.parallelism}$${zeros.slice(0, 22)}$${zeros}`
