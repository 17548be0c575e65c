import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { arch, platform, release } from 'node:os'
import { promisify } from 'node:util'
import { version } from '../version.ts'
import type { Files } from './archive.ts'

/** What this computer is, and its copy of the configuration. */
export async function localFiles(configuration: string | null): Promise<Files> {
  const versions = {
    cabestan: version,
    node: process.version,
    platform: `${platform()} ${release()} ${arch()}`,
    ssh: await sshVersion(),
    language: ['CABESTAN_LANG', 'LC_ALL', 'LC_MESSAGES', 'LANG'].flatMap((name) => process.env[name] ?? []),
  }
  const text = configuration && (await readFile(configuration, 'utf8').catch(() => null))
  return {
    'versions.json': `${JSON.stringify(versions, null, 2)}\n`,
    ...(text ? { 'cabestan.yaml': text } : {}),
  }
}

/** ssh prints its version to standard error. */
async function sshVersion(): Promise<string> {
  return promisify(execFile)('ssh', ['-V']).then(
    ({ stderr }) => stderr.trim(),
    (error: Error) => error.message,
  )
}
