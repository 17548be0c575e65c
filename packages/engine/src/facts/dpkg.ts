import type { Host } from '../host/host.ts'

/** The package manager's state, read from its own files: asking dpkg takes a hundred times as long. */
export interface Dpkg {
  /** Packages that are installed and configured, and the virtual packages that they provide. */
  readonly installed: ReadonlySet<string>
  /** Packages whose installation began and did not end: unpacked, half configured, or waiting for a trigger. */
  readonly unfinished: readonly string[]
  /** Those of the unfinished packages whose files are not all there, so that they must be unpacked again. */
  readonly halfInstalled: readonly string[]
  /** dpkg itself was interrupted while it wrote down what it had done. */
  readonly interrupted: boolean
}

export async function readDpkg(host: Host): Promise<Dpkg> {
  const [status, updates] = await Promise.all([
    host.files.readText('/var/lib/dpkg/status'),
    host.files.list('/var/lib/dpkg/updates'),
  ])
  const interrupted = (updates ?? []).some((name) => /^\d+$/.test(name))
  return { ...parseDpkgStatus(status ?? ''), interrupted }
}

export function parseDpkgStatus(status: string): Omit<Dpkg, 'interrupted'> {
  const installed = new Set<string>()
  const unfinished: string[] = []
  const halfInstalled: string[] = []
  for (const paragraph of status.split('\n\n')) {
    const name = field(paragraph, 'Package')
    const [, flag, state = ''] = field(paragraph, 'Status').split(' ')
    if (state === 'half-installed') halfInstalled.push(name)
    if (state === 'installed' && flag === 'ok') {
      for (const each of [name, ...provided(paragraph)]) installed.add(each)
    } else if (name !== '' && !['not-installed', 'config-files', 'installed'].includes(state)) {
      unfinished.push(name)
    } else if (flag === 'reinstreq') {
      unfinished.push(name)
    }
  }
  return { installed, unfinished, halfInstalled }
}

function provided(paragraph: string): string[] {
  return field(paragraph, 'Provides')
    .split(',')
    .map((each) => each.trim().replace(/[ :(].*$/, ''))
    .filter((each) => each !== '')
}

/** Parsed by hand rather than by a regular expression, because a server has two megabytes of this. */
function field(paragraph: string, name: string): string {
  const key = `${name}: `
  const start = paragraph.startsWith(key) ? 0 : paragraph.indexOf(`\n${key}`) + 1
  if (start === 0 && !paragraph.startsWith(key)) return ''
  const end = paragraph.indexOf('\n', start)
  return paragraph.slice(start + key.length, end === -1 ? undefined : end)
}
