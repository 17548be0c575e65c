import { createHash } from 'node:crypto'
import type { ChangeItem } from '@cabestan/protocol/changes'
import { mask } from '@cabestan/protocol/secret'
import type { StepOf } from '@cabestan/protocol/steps'
import { redisPaths } from '../facts/redis.ts'
import type { Files } from '../host/host.ts'
import { portIn, valueIn } from './environment-text.ts'
import { type TextFile, textFileChanges } from './file.ts'

type RedisInstanceStep = StepOf<'redis-instance'>

/** What a client must know to connect. */
interface Access {
  readonly port: number
  readonly password: string
}

/** Null until the environment file has both. */
export async function readAccess(step: RedisInstanceStep, files: Files): Promise<Access | null> {
  const stat = await files.stat(step.environmentFile)
  const text = stat?.type === 'file' ? ((await files.readText(step.environmentFile)) ?? '') : ''
  const [port, password] = [portIn(text, step.portKey), valueIn(text, step.passwordKey)]
  return port && password ? { port, password } : null
}

/** The complete file: nothing of Debian's own instance is included. */
export function configurationFile(
  step: RedisInstanceStep,
  { port, password }: Access,
  version: number,
): TextFile {
  const { configuration, unit, data, pidFile } = redisPaths(step.name)
  const content = `# Managed by Cabestan. ${unit} reads this file: the Redis of ${step.name} alone.

# Only this machine gets in, with the password. It and the port stand in ${step.environmentFile};
# changed there, both are changed here by the next deploy.
bind 127.0.0.1
port ${port}
# It opens all that is about data, and nothing that is about the server: settings, its end, copying to others.
user default on ${hashOf(password)} ${rules(version)}

# A queue must not lose what is in it: a full memory (\`redis.memory\` in cabestan.yaml) refuses new entries, and a crash
# costs a second at most.
maxmemory ${step.maxMemoryMegabytes}mb
maxmemory-policy noeviction
appendonly yes
appendfsync everysec

# The log goes to the journal: journalctl -u ${unit}
dir ${data}
pidfile ${pidFile}
logfile ""
`
  return { path: configuration, content, owner: 'root', group: 'redis', mode: '0640' }
}

/** Redis compares hashes, so that the password itself stands in one file only. */
function hashOf(password: string): string {
  return `#${createHash('sha256').update(password).digest('hex')}`
}

/**
 * All that works with data, and what lists or empties it: nobody else's is there. Not what is for whoever runs
 * the server: settings, its end, copying to and from others.
 */
function rules(version: number): string {
  return [
    '~*',
    // Rules for channels exist since 6.2 and SORT_RO since 7.0; in older versions both are syntax errors.
    ...(version >= 6.2 ? ['&*'] : []),
    '+@all -@admin -@dangerous +info +keys +flushdb +sort',
    ...(version >= 7 ? ['+sort_ro'] : []),
  ].join(' ')
}

/** A diff as for any text file, without anything from which the password could be derived. */
export async function configurationChanges(files: Files, wanted: TextFile): Promise<ChangeItem[]> {
  const items = await textFileChanges(files, wanted)
  return items.map((item) => (item.type === 'text' ? masked(item) : item))
}

function masked({ type, path, before, after }: Extract<ChangeItem, { type: 'text' }>): ChangeItem {
  const [shown, wanted] = [before, after].map((text) => text && withoutSecrets(text))
  if (shown !== wanted) return { type, path, before: shown ?? null, after: wanted ?? null }
  return { type: 'value', subject: path, name: 'setting', key: 'password', before: mask, after: mask }
}

/** Reads a file that somebody else wrote as well. */
export function withoutSecrets(text: string): string {
  return text
    .replace(/^(\s*(?:requirepass|masterauth|rename-command\s+\S+)\s+).+$/gim, `$1${mask}`)
    .replace(/^\s*user\s.+$/gim, (line) => line.replace(/(\s[#>])\S+/g, `$1${mask}`))
}
