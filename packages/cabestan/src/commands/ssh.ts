import { CabestanError } from '@cabestan/protocol/failures'
import type { ServerAddress } from '../config/server.ts'
import type { Invocation } from '../invocation.ts'
import { nearest } from '../nearest.ts'
import { plainSsh, sshArgumentsFor } from '../session/plain-ssh.ts'
import { openSite } from '../session/site.ts'
import { targetFor } from '../session/targets.ts'

/** A session on the server, or one command there. */
export async function run(invocation: Invocation): Promise<number> {
  const { options, report, words, rest, environment } = invocation
  const { configuration } = await openSite(invocation)
  const server = serverNamed(options.server, configuration.servers)
  const target = await targetFor(server, configuration, report)
  report.close()
  return plainSsh(await sshArgumentsFor(target, [...words, ...rest], environment))
}

function serverNamed(name: string | undefined, servers: readonly ServerAddress[]): ServerAddress {
  const [first] = servers
  if (name === undefined && servers.length === 1 && first) return first
  const names = servers.map(({ destination }) => destination)
  const wanted = name ?? ''
  const found =
    servers.find(({ destination }) => destination === wanted) ??
    servers.find(({ destination }) => destination.includes(wanted))
  if (found && wanted !== '') return found
  const values = { word: '--server', value: wanted, choices: names.join(', '), help: 'cabestan ssh --help' }
  throw new CabestanError('usage.value', { ...values, nearest: nearest(wanted, names) ?? '' })
}
