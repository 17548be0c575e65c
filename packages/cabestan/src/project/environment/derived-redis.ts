import type { DerivedValue, KeyQuestion } from './derived-value.ts'

const password = 'REDIS_PASSWORD'

/** The Redis of the server, or the part of its address that the key is named for. */
export function redisValue({ key, names }: KeyQuestion): DerivedValue | null {
  if (!names.redis) return key.role === 'cache-url' ? { type: 'text', text: 'locmemcache://' } : null
  const part =
    /_(HOST|HOSTNAME|SERVER|ADDR|ADDRESS|PORT|DB|DATABASE|PASSWORD|PASS|USER|USERNAME|SSL|TLS)$/i.exec(
      key.name,
    )?.[1]
  if (part === undefined && !isAddress(key.name)) return null
  if (part === undefined)
    return {
      type: 'with-secret',
      before: `redis://${names.name}:`,
      key: password,
      after: '@127.0.0.1:6379/0',
    }
  return partValue(part.toUpperCase(), names.name, key.name)
}

/** `REDIS_KEY_PREFIX`, `REDIS_TIMEOUT` and their like are none. */
function isAddress(name: string): boolean {
  return /(?:URL|URI|DSN|LOCATION|BROKER|BACKEND|CONNECTION|ENDPOINT|SOCKET|REDIS|CACHE|CELERY|CHANNELS?|LAYERS?|QUEUE|RQ)$/i.test(
    name,
  )
}

function partValue(part: string, user: string, key: string): DerivedValue {
  if (/^PASS/.test(part)) {
    return key === password
      ? { type: 'generated', secret: 'password' }
      : { type: 'with-secret', before: '', key: password, after: '' }
  }
  const words: Readonly<Record<string, string>> = {
    PORT: '6379',
    DB: '0',
    DATABASE: '0',
    SSL: 'False',
    TLS: 'False',
    USER: user,
    USERNAME: user,
  }
  return { type: 'text', text: words[part] ?? '127.0.0.1' }
}
