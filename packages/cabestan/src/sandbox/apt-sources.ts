import type { Suite } from './name.ts'

export interface AptSource {
  uri: string
  suites: string[]
  components: string[]
  /** A keyring's path, or empty where apt's own keys do. */
  signedBy: string
}

/** The old format of sources.list: `deb [options] URI SUITE COMPONENT…`, one a line. */
export function parseSourcesList(text: string): AptSource[] {
  return [...text.matchAll(/^\s*deb\s+(?:\[([^\]]*)\]\s+)?(\S+)\s+(\S+)((?:[ \t]+[^\s#]+)*)/gm)].map(
    (match) => {
      const [, options = '', uri = '', suite = '', components = ''] = match
      const signedBy = /signed-by=(\S+)/i.exec(options)?.[1] ?? ''
      return { uri, suites: [suite], components: words(components), signedBy }
    },
  )
}

/** The newer one: stanzas of fields, with several values each. */
export function parseDeb822(text: string): AptSource[] {
  const stanzas = text.replace(/^#.*\n?/gm, '').split(/\n\s*\n/)
  return stanzas.flatMap((stanza) => {
    const field = (name: string) =>
      new RegExp(`^${name}:((?:.*\\n?)(?:[ \\t].*\\n?)*)`, 'im').exec(stanza)?.[1] ?? ''
    const isOff = /^\s*(no|false|0|off|disable)\s*$/i.test(field('Enabled'))
    if (isOff || !words(field('Types')).includes('deb')) return []
    const rest = { suites: words(field('Suites')), components: words(field('Components')) }
    return words(field('URIs')).map((uri) => ({ uri, ...rest, signedBy: field('Signed-By').trim() }))
  })
}

/**
 * The machine's own Debian mirrors, for another suite. Undefined where it has none (Ubuntu, or nothing at
 * all): mmdebstrap then takes Debian's.
 */
export function sourcesFor(
  suite: Suite,
  codename: string,
  sources: readonly AptSource[],
): string | undefined {
  const stanzas = ['', '-updates', '-security'].flatMap((pocket) => {
    const uri = sources.find((source) => isDebian(source, `${codename}${pocket}`))?.uri
    return uri ? [stanza(uri, `${suite}${pocket}`)] : []
  })
  return sources.some((source) => isDebian(source, codename)) ? stanzas.join('\n') : undefined
}

/** Others also call their release bookworm and their component main. */
function isDebian({ uri, suites, components, signedBy }: AptSource, release: string): boolean {
  if (!suites.includes(release) || !components.includes('main')) return false
  return signedBy.startsWith('/') ? signedBy.includes('/debian-archive-') : uri.includes('debian')
}

function stanza(uri: string, release: string): string {
  return [
    'Types: deb',
    `URIs: ${uri}`,
    `Suites: ${release}`,
    'Components: main',
    'Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg',
    '',
  ].join('\n')
}

/** The settings of the machine's apt without which a server here could not fetch anything: proxies, dates. */
export function aptSettings(dump: string): string[] {
  const matters = /^Acquire::(Check-(Valid-Until|Date)|https?::|Force)/
  return dump.split('\n').filter((line) => matters.test(line) && !/ "";$/.test(line))
}

const words = (text: string) => text.split(/\s+/).filter((word) => word !== '')
