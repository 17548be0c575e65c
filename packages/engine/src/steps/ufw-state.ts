import { hasIpv6 } from '../facts/ipv6.ts'
import type { Host } from '../host/host.ts'
import { parseUfwRules, type UfwRule } from './ufw-rules.ts'

/** The firewall as its files describe it and as the kernel has it. Asking ufw itself is slow. */
export interface UfwState {
  readonly installed: boolean
  readonly enabled: boolean
  /** Whether it starts at boot. */
  readonly unitEnabled: boolean
  readonly incoming: string
  readonly outgoing: string
  /** One for each address family that ufw manages. */
  readonly families: readonly Family[]
}

interface Family {
  readonly rules: readonly UfwRule[]
  /** Whether the kernel does what the files say. */
  readonly loaded: boolean
}

export const ufwPaths = [
  '/etc/default/ufw',
  '/etc/ufw/ufw.conf',
  '/etc/ufw/user.rules',
  '/etc/ufw/user6.rules',
]
const [defaultsPath = '', confPath = '', rules4 = '', rules6 = ''] = ufwPaths

/** The link that `systemctl enable ufw` makes. */
const unitLink = '/etc/systemd/system/multi-user.target.wants/ufw.service'

export async function readUfw(host: Host): Promise<UfwState> {
  const [conf, defaults, link, six] = await Promise.all([
    host.files.readText(confPath),
    host.files.readText(defaultsPath),
    host.files.stat(unitLink),
    hasIpv6(host),
  ])
  const families = six && setting(defaults, 'IPV6') === 'yes' ? [ipv4, ipv6] : [ipv4]
  return {
    installed: conf !== null,
    enabled: setting(conf, 'ENABLED') === 'yes',
    unitEnabled: link !== null,
    incoming: setting(defaults, 'DEFAULT_INPUT_POLICY'),
    outgoing: setting(defaults, 'DEFAULT_OUTPUT_POLICY'),
    families: conf === null ? [] : await Promise.all(families.map((family) => readFamily(host, family))),
  }
}

function setting(text: string | null, name: string): string {
  return new RegExp(`^\\s*${name}\\s*=\\s*"?([^"\\s]*)"?\\s*$`, 'im').exec(text ?? '')?.[1] ?? ''
}

const ipv4 = { path: rules4, chain: 'ufw', save: 'iptables-save' }
const ipv6 = { path: rules6, chain: 'ufw6', save: 'ip6tables-save' }

async function readFamily(host: Host, { path, chain, save }: typeof ipv4): Promise<Family> {
  const [text, kernel] = await Promise.all([host.files.readText(path), kernelRules(host, save)])
  return { rules: parseUfwRules(text ?? ''), loaded: isLoaded({ file: text ?? '', kernel, chain }) }
}

async function kernelRules(host: Host, save: string): Promise<string> {
  const result = await host.exec([save, '-t', 'filter']).catch(() => null)
  return result?.code === 0 ? result.stdout : ''
}

/** Somebody may have flushed the tables, or a change may have been interrupted between the file and the kernel. */
export function isLoaded({ file, kernel, chain }: { file: string; kernel: string; chain: string }): boolean {
  return (
    /^:INPUT DROP /m.test(kernel) &&
    kernel.includes(`\n-A INPUT -j ${chain}-before-input\n`) &&
    essence(kernel, chain) === essence(file, chain)
  )
}

/** Ports and verdicts of the user's rules in order; the kernel words everything else in its own way. */
function essence(text: string, chain: string): string {
  return text
    .split('\n')
    .filter((line) => line.startsWith(`-A ${chain}-user-input `))
    .map((line) => `${/--dports? (\S+)/.exec(line)?.[1] ?? ''} ${/-j (\S+)/.exec(line)?.[1] ?? ''}`)
    .join('\n')
}
