import { createHash } from 'node:crypto'
import type { ApplicationState } from '@cabestan/protocol/applications'
import type { Host } from '../../host/host.ts'

type InTheWay = ApplicationState['inTheWay'][number]

const enabledSites = '/etc/nginx/sites-enabled'
const defaultLink = `${enabledSites}/default`
const packaged = '/etc/nginx/sites-available/default'

/** nginx has room for one default site, and Cabestan brings its own: somebody else's must be known before. */
export async function readDefaultSite(host: Host): Promise<InTheWay | null> {
  const paths = await filesIn(host, enabledSites)
  const parts = (await filesIn(host, '/etc/nginx/conf.d')).filter((path) => path.endsWith('.conf'))
  if (paths.includes(defaultLink) && (await isSomebodys(host)))
    return { what: 'default-file', name: defaultLink, holder: 'nginx' }
  for (const path of [...paths, ...parts].filter((each) => each !== defaultLink)) {
    const text = await host.files.readText(path).catch(() => null)
    if (text !== null && isDefaultServer(text)) return { what: 'default-server', name: path, holder: 'nginx' }
  }
  return null
}

async function filesIn(host: Host, directory: string): Promise<string[]> {
  return ((await host.files.list(directory)) ?? []).map((name) => `${directory}/${name}`)
}

/** Neither ours nor as the package brought it: many edit that very file into their first site. */
async function isSomebodys({ files }: Host): Promise<boolean> {
  const text = (await files.readText(defaultLink).catch(() => null)) ?? ''
  if (text === '' || text.startsWith('# Managed by Cabestan')) return false
  const sum = createHash('md5').update(text).digest('hex')
  const known = await dpkgsWords(files)
  // Unpacked and not configured yet, or never because that was cut off: dpkg keeps no sum of it until then.
  return !known.some((words) => [sum, 'newconffile'].some((each) => words.includes(`\n ${packaged} ${each}`)))
}

/** While dpkg is at work, or after it was killed, its newest words lie beside its book. */
async function dpkgsWords(files: Host['files']): Promise<string[]> {
  const newer = (await files.list('/var/lib/dpkg/updates')) ?? []
  const paths = ['/var/lib/dpkg/status', ...newer.map((name) => `/var/lib/dpkg/updates/${name}`)]
  return Promise.all(paths.map(async (path) => (await files.readText(path).catch(() => null)) ?? ''))
}

const allAddresses = new Set(['', '*', '0.0.0.0', '[::]'])

/** Of port 80 at all addresses; another port, or one address alone, is no matter of ours. */
export function isDefaultServer(text: string): boolean {
  const listens = text.replaceAll(/#.*$/gm, '').matchAll(/\blisten\s+([^;{}]+);/g)
  return [...listens].some(([, words = '']) => {
    const [where = '', ...options] = words.trim().split(/\s+/)
    const address = where.replace(/(^|:)80$/, '')
    return allAddresses.has(address) && options.some((option) => /^default(_server)?$/.test(option))
  })
}
