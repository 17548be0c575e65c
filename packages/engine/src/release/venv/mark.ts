import type { Host } from '../../host/host.ts'
import { looksOf } from '../looks.ts'

/** Written last: a venv without this file was interrupted while it was made, and is made again. */
const mark = 'complete'

/**
 * Holds the venv's fingerprint: whoever installs something into it later changes it for each release that uses it.
 */
export async function markWhole(
  host: Host,
  venv: string,
  { version, group }: { readonly version: string; readonly group: string },
): Promise<void> {
  const attributes = { owner: 'root', group, mode: '0640' }
  await host.files.write(`${venv}/${mark}`, `${version}\n${await looks(host, venv)}\n`, attributes)
}

export async function isWhole(host: Host, venv: string): Promise<boolean> {
  return (await host.files.stat(`${venv}/${mark}`)) !== null
}

/** The Python that it was made with: `3.11.2`; '' where nothing says so. */
export async function versionIn(host: Host, venv: string): Promise<string> {
  return ((await host.files.readText(`${venv}/${mark}`)) ?? '').split('\n')[0] ?? ''
}

/** A venv from before fingerprints were kept, or one that is incomplete, does not count as changed by somebody. */
export async function isAsMade(host: Host, venv: string): Promise<boolean> {
  const [, kept = ''] = ((await host.files.readText(`${venv}/${mark}`)) ?? '').split('\n')
  return kept === '' || kept === (await looks(host, venv))
}

/** Also follows the link through which a release uses it. */
function looks(host: Host, venv: string): Promise<string> {
  return looksOf(host, `${venv}/.`, { without: [mark], owner: '%U:%G' })
}
