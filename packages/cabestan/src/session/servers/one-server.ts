import { CabestanError } from '@cabestan/protocol/failures'
import { suggestion } from '@cabestan/protocol/nearest'
import type { Configuration } from '../../config/configuration.ts'
import type { ServerAddress } from '../../config/server.ts'

/** The server that was named, in full or by a part that no other name contains. */
export function serverNamed(name: string, servers: readonly ServerAddress[]): ServerAddress {
  const names = servers.map(({ destination }) => destination)
  const whole = servers.find(({ destination }) => destination === name)
  if (whole) return whole
  const [found, ...others] = servers.filter(({ destination }) => destination.includes(name))
  if (found && others.length === 0 && name !== '') return found
  const values = { word: '--server', value: name, choices: names.join(', '), help: 'cabestan ssh --help' }
  throw new CabestanError('usage.value', { ...values, ...suggestion(name, names) })
}

/** Where several run the same application, any of them will do for a single command. */
export function firstServer(name: string | undefined, { servers, file }: Configuration): ServerAddress {
  const [first] = servers
  if (name !== undefined) return serverNamed(name, servers)
  if (first) return first
  throw new CabestanError('config.invalid', { file, key: 'server' })
}
