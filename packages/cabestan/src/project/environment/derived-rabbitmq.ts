import { type DerivedValue, type KeyQuestion, text } from './derived-value.ts'

/**
 * Its package listens on the server itself, where it lets in this user, and nobody from elsewhere. Each application has
 * a virtual host of its own there, by its name on the server.
 */
export function rabbitmqAddress(name: string): string {
  return `amqp://guest:guest@127.0.0.1:5672/${name}`
}

/** The RabbitMQ that `packages:` asks for, or the part of its address that the key is named after. */
export function rabbitmqValue({ key, names }: KeyQuestion): DerivedValue | null {
  const part =
    /_(HOST|HOSTNAME|SERVER|ADDR|ADDRESS|PORT|USER|USERNAME|PASSWORD|PASS|VHOST|PROTOCOL|SCHEME)$/i.exec(
      key.name,
    )?.[1]
  if (part === undefined)
    return /(?:URL|URI|DSN|BROKER)$/i.test(key.name) ? text(rabbitmqAddress(names.name)) : null
  if (/^(?:USER|PASS)/i.test(part)) return text('guest')
  const words: Readonly<Record<string, string>> = {
    PORT: '5672',
    VHOST: names.name,
    PROTOCOL: 'amqp',
    SCHEME: 'amqp',
  }
  return text(words[part.toUpperCase()] ?? '127.0.0.1')
}
