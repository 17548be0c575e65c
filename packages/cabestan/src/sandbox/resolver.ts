import { readFile } from 'node:fs/promises'

/** A sandbox cannot reach a resolver on this machine's loopback; systemd-resolved knows the ones behind it. */
const files = ['/etc/resolv.conf', '/run/systemd/resolve/resolv.conf']

export async function nameservers(): Promise<string> {
  for (const file of files) {
    const lines = reachable(await readFile(file, 'utf8').catch(() => ''))
    if (lines.some((line) => line.startsWith('nameserver'))) return `${lines.join('\n')}\n`
  }
  return '# This machine names no resolver that could be reached from here.\n'
}

export function reachable(text: string): string[] {
  const lines = text.split('\n').map((line) => line.trim())
  return lines.filter(
    (line) => /^(nameserver|search|options)\s/.test(line) && !/^nameserver\s+(127\.|::1)/.test(line),
  )
}
