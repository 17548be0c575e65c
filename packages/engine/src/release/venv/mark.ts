import type { Host } from '../../host/host.ts'
import { looksOf } from '../build/looks.ts'

/** Written last: a venv without it was cut off while it was made, and is made again. */
const mark = 'complete'

/** With what it looks like then: whoever installs something into it later changes it for each release that runs on it. */
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

/** Of the Python that it was made with: `3.11.2`; empty where nothing says. */
export async function versionIn(host: Host, venv: string): Promise<string> {
  return ((await host.files.readText(`${venv}/${mark}`)) ?? '').split('\n')[0] ?? ''
}

/** One that was made before this was kept, or that is not whole, is nothing that somebody changed. */
export async function isAsMade(host: Host, venv: string): Promise<boolean> {
  const [, kept = ''] = ((await host.files.readText(`${venv}/${mark}`)) ?? '').split('\n')
  return kept === '' || kept === (await looks(host, venv))
}

/** Through the link by which a release has it, too. */
function looks(host: Host, venv: string): Promise<string> {
  return looksOf(host, `${venv}/.`, { without: [mark], owner: '%U:%G' })
}
