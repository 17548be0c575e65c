import { output } from './exec.ts'

/**
 * Lets it reach the world behind this machine's address. The FORWARD rules matter where the machine's firewall drops
 * by default.
 */
export async function allowTraffic(link: string, address: string): Promise<void> {
  await forbidTraffic([link])
  const mark = `-m comment --comment ${comment(link)}`
  await restore([
    '*nat',
    `-A POSTROUTING -s ${address}/32 ! -o cbs+ ${mark} -j MASQUERADE`,
    'COMMIT',
    '*filter',
    `-I FORWARD 1 -i ${link} ${mark} -j ACCEPT`,
    `-I FORWARD 1 -o ${link} ${mark} -j ACCEPT`,
    'COMMIT',
  ])
}

const comment = (link: string) => `cabestan-sandbox:${link}`

export async function forbidTraffic(links: readonly string[]): Promise<void> {
  if (links.length === 0) return
  const deletions = deletionsOf(await output(['iptables-save']), links.map(comment))
  if (deletions.length > 0) await restore(deletions)
}

/** Turns what iptables-save printed into commands that only remove these rules. */
export function deletionsOf(saved: string, marks: readonly string[]): string[] {
  const marked = new RegExp(`^-A .*--comment "?(${marks.join('|')})"? `)
  const kept = saved
    .split('\n')
    .filter((line) => line.startsWith('*') || line === 'COMMIT' || marked.test(line))
  const script = kept.map((line) => line.replace(/^-A /, '-D '))
  return script.some((line) => line.startsWith('-D ')) ? script : []
}

async function restore(script: readonly string[]): Promise<void> {
  await output(['iptables-restore', '--wait', '--noflush'], { input: `${script.join('\n')}\n` })
}
