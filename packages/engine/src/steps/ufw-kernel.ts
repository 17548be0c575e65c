import type { Host } from '../host/host.ts'
import { run } from '../host/run.ts'

const init = '/usr/lib/ufw/ufw-init'

/** The files are right, but the kernel's tables are not. */
export async function reload(host: Host): Promise<void> {
  await unhook(host)
  await run(host, [init, 'start'])
}

/**
 * ufw hooks its chains in only where it finds none of them. Where somebody flushed the tables they are there,
 * but nothing leads to them: ufw would then refuse every packet. Without its hooks and its first chain it
 * begins anew; chains of others (Docker's, fail2ban's) are left alone.
 */
export async function unhook(host: Host): Promise<void> {
  if (!(await isKnown(host))) return
  await run(host, [init, 'force-stop'])
  for (const [program, prefix] of families) {
    const rules = await run(host, [program, '-S'])
    for (const [, chain = '', target = ''] of rules.matchAll(hook)) {
      await run(host, [program, '-D', chain, '-j', target])
    }
    const first = `${prefix}-before-logging-input`
    if (rules.includes(`-N ${first}\n`)) await run(host, [program, '-X', first])
  }
}

/** If ufw never ran there is nothing to unhook, and its script takes a while to find that out. */
async function isKnown(host: Host): Promise<boolean> {
  const rules = await Promise.all(families.map(([program]) => run(host, [program, '-S'])))
  return rules.some((text) => /^-N ufw/m.test(text))
}

const families = [
  ['iptables', 'ufw'],
  ['ip6tables', 'ufw6'],
] as const

const hook = /^-A (INPUT|OUTPUT|FORWARD) -j (ufw\S*)$/gm
