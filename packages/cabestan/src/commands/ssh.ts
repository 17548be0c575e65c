import type { Invocation } from '../invocation.ts'
import { serverNamed } from '../session/one-server.ts'
import { plainSsh, sshArgumentsFor } from '../session/plain-ssh.ts'
import { openSite } from '../session/site.ts'
import { targetFor } from '../session/targets.ts'

/** A session on the server, or one command there. */
export async function run(invocation: Invocation): Promise<number> {
  const { options, report, words, rest, environment } = invocation
  const { configuration } = await openSite(invocation)
  const { servers } = configuration
  const [first] = servers
  const server = options.server === undefined && servers.length === 1 && first ? first : undefined
  const address = server ?? serverNamed(options.server ?? '', servers)
  const target = await targetFor(address, { configuration, report })
  report.idle(address.destination)
  return plainSsh(await sshArgumentsFor(target, [...words, ...rest], environment))
}
