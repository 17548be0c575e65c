import type { Invocation } from '../invocation.ts'
import { serverNamed } from '../session/servers/one-server.ts'
import { plainSsh, sshArgumentsFor } from '../session/servers/plain-ssh.ts'
import { openSite } from '../session/servers/site.ts'
import { targetFor } from '../session/servers/targets.ts'
import { whyUnreached } from '../session/servers/unreached.ts'

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
  const argv = await sshArgumentsFor(target, [...words, ...rest], environment)
  return plainSsh(argv, { why: () => whyUnreached(target, environment) })
}
