import type { Invocation } from '../invocation.ts'
import { sshArguments } from '../sandbox/ssh.ts'
import { plainSsh, remoteCommand } from '../session/servers/plain-ssh.ts'
import { usualName } from '../session/servers/sandbox-name.ts'

export async function run({ words, rest }: Invocation): Promise<number> {
  const [name = usualName, ...command] = words
  const argv = await sshArguments(name)
  return plainSsh([...argv, ...remoteCommand([...command, ...rest])])
}
