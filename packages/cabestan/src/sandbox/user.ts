import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * Who gets into the sandbox whose files are below `root`: root, until a deploy has closed that door and left it to the
 * login user. Whoever still tries as root is refused, and shut out by fail2ban after a few tries.
 */
export async function userOf(root: string): Promise<string> {
  const sshd = await readFile(join(root, 'etc/ssh/sshd_config.d/00-cabestan.conf'), 'utf8').catch(() => '')
  if (!/^PermitRootLogin no$/m.test(sshd)) return 'root'
  const rules = await readdir(join(root, 'etc/sudoers.d')).catch(() => [])
  const [user] = rules.flatMap((rule) => /^cabestan-([a-z_][\w-]*)$/.exec(rule)?.[1] ?? [])
  return user ?? 'root'
}
