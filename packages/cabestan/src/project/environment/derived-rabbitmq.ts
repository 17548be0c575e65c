import { type DerivedValue, type KeyQuestion, text } from './derived-value.ts'

/** Its package listens on the server itself, where it lets in this user, and nobody from elsewhere. */
export const rabbitmqAddress = 'amqp://guest:guest@127.0.0.1:5672//'

/** The RabbitMQ that `packages:` names, or the part of its address that the key is named for. */
export function rabbitmqValue({ key }: KeyQuestion): DerivedValue | null {
  const part = /_(HOST|HOSTNAME|SERVER|ADDR|ADDRESS|PORT|USER|USERNAME|PASSWORD|PASS|VHOST)$/i.exec(
    key.name,
  )?.[1]
  if (part === undefined) return /(?:URL|URI|DSN|BROKER)$/i.test(key.name) ? text(rabbitmqAddress) : null
  if (/^(?:USER|PASS)/i.test(part)) return text('guest')
  return text(words[part.toUpperCase()] ?? '127.0.0.1')
}

const words: Readonly<Record<string, string>> = { PORT: '5672', VHOST: '/' }
