import { execFileSync } from 'node:child_process'
import { linkName } from '../../packages/cabestan/src/sandbox/address.ts'
import { readRecord } from '../../packages/cabestan/src/sandbox/record.ts'
import type { Server } from './sandbox.ts'

/**
 * As a provider's firewall does it: what is sent to this port is lost before the server, which knows nothing of it.
 * The rule bears the mark of those that go with the sandbox. Answers what takes it away.
 */
export async function closeOutside(server: Server, port: number): Promise<() => void> {
  const record = await readRecord(server.name)
  if (!record) throw new Error(`${server.name} is gone`)
  const link = linkName(record.index)
  const mark = ['-m', 'comment', '--comment', `cabestan-sandbox:${link}`]
  const rule = ['-o', link, '-p', 'tcp', '--dport', String(port), ...mark, '-j', 'DROP']
  const change = (how: '-I' | '-D') => execFileSync('iptables', ['--wait', how, 'OUTPUT', ...rule])
  change('-I')
  return () => change('-D')
}
