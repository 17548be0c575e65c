import { access, constants, readFile } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { CabestanError } from '@cabestan/protocol/failures'
import { plainEnvironment } from './exec.ts'
import { distributionOf, type Suite } from './suites.ts'

/** What this machine needs, and the Debian package that has it. */
const tools: readonly (readonly [tool: string, debianPackage: string])[] = [
  ['systemd-nspawn', 'systemd-container'],
  ['mmdebstrap', 'mmdebstrap'],
  ['ip', 'iproute2'],
  ['iptables', 'iptables'],
  ['ssh', 'openssh-client'],
  ['ssh-keygen', 'openssh-client'],
  ['flock', 'util-linux'],
  ['unshare', 'util-linux'],
  ['setpriv', 'util-linux'],
  ['mount', 'mount'],
  ['/usr/share/keyrings/debian-archive-keyring.gpg', 'debian-archive-keyring'],
]

export async function requireMachine(path = plainEnvironment.PATH): Promise<void> {
  if (process.platform !== 'linux') throw new CabestanError('sandbox.unsupported', { reason: 'platform' })
  const missing = await missingTools(path)
  if (missing.length > 0) throw toolsMissing(missing)
  if (process.getuid?.() !== 0) throw new CabestanError('sandbox.unsupported', { reason: 'root' })
}

/** mmdebstrap uses this list to know which suites are Ubuntu's. */
const namesOfUbuntu = '/usr/share/distro-info/ubuntu.csv'

/** Makes sure that mmdebstrap knows where the suite is: an old list does not have the newest. */
export async function requireKnown(suite: Suite): Promise<void> {
  if (distributionOf(suite).id === 'debian') return
  const names = await readFile(namesOfUbuntu, 'utf8').catch(() => '')
  if (!names.includes(`,${suite},`)) throw toolsMissing([[namesOfUbuntu, 'distro-info-data']])
}

async function missingTools(path: string): Promise<(readonly [string, string])[]> {
  const found = await Promise.all(tools.map(async ([tool]) => isFound(tool, path)))
  return tools.filter((_, index) => !found[index])
}

async function isFound(tool: string, path: string): Promise<boolean> {
  if (tool.startsWith('/')) return isUsable(tool, constants.R_OK)
  const candidates = path.split(delimiter).map((directory) => join(directory, tool))
  const usable = await Promise.all(candidates.map((file) => isUsable(file, constants.X_OK)))
  return usable.includes(true)
}

const isUsable = (file: string, mode: number) =>
  access(file, mode).then(
    () => true,
    () => false,
  )

export function toolsMissing(
  missing: readonly (readonly [string, string])[],
  cause?: unknown,
): CabestanError {
  const packages = [...new Set(missing.map(([, debianPackage]) => debianPackage))]
  const values = {
    tools: missing.map(([tool]) => tool).join(', '),
    install: `apt install ${packages.join(' ')}`,
  }
  const detail = cause instanceof CabestanError ? cause.failure.detail : undefined
  return new CabestanError('sandbox.tool-missing', values, { detail, cause })
}
