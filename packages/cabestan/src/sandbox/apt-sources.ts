import { type Distribution, distributionOf, type Suite } from './suites.ts'

export interface AptSource {
  uri: string
  suites: string[]
  components: string[]
  /** The path of a keyring, or empty where apt's own keys are used. */
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

/** The newer format: stanzas of fields, each with several values. */
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
 * The machine's own mirrors of a distribution, for another suite of it. Undefined where it has none (it runs
 * another one, or has nothing at all): mmdebstrap then takes the distribution's.
 */
export function sourcesFor(
  suite: Suite,
  codename: string,
  sources: readonly AptSource[],
): string | undefined {
  const distribution = distributionOf(suite)
  const ofIts = (release: string) => sources.find((source) => isOf(distribution, source, release))?.uri
  if (ofIts(codename) === undefined) return undefined
  const stanzas = ['', '-updates', '-security'].flatMap((pocket) => {
    const uri = ofIts(`${codename}${pocket}`)
    return uri ? [stanza(distribution, uri, `${suite}${pocket}`)] : []
  })
  return stanzas.join('\n')
}

/** What mmdebstrap wrote for a suite, in the format that its distribution uses by now. */
export function asDeb822(distribution: Distribution, list: string): string {
  const stanzas = parseSourcesList(list).flatMap(({ uri, suites }) =>
    suites.map((release) => stanza(distribution, uri, release)),
  )
  return stanzas.join('\n')
}

/** Other repositories also call their release bookworm and their component main, and bring keys of their own. */
function isOf(
  { id }: Distribution,
  { uri, suites, components, signedBy }: AptSource,
  release: string,
): boolean {
  if (!suites.includes(release) || !components.includes('main')) return false
  return signedBy === '' ? uri.includes(id) : signedBy.includes(`/${id}-archive-`)
}

function stanza({ components, keyring }: Distribution, uri: string, release: string): string {
  return [
    'Types: deb',
    `URIs: ${uri}`,
    `Suites: ${release}`,
    `Components: ${components.join(' ')}`,
    `Signed-By: ${keyring}`,
    '',
  ].join('\n')
}

/** Settings of this machine's apt without which a server here could not download anything: proxies, dates. */
export function aptSettings(dump: string): string[] {
  const matters = /^Acquire::(Check-(Valid-Until|Date)|https?::|Force)/
  return dump.split('\n').filter((line) => matters.test(line) && !/ "";$/.test(line))
}

const words = (text: string) => text.split(/\s+/).filter((word) => word !== '')
