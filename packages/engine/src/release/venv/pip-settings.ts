import type { Host } from '../../host/host.ts'

type Environment = Readonly<Record<string, string>>

/** In the order in which pip reads them; later files override earlier ones. */
const files = ['/etc/xdg/pip/pip.conf', '/etc/pip.conf', '/root/.pip/pip.conf', '/root/.config/pip/pip.conf']

/** What the server's files and environment tell pip, for use with uv and with the application's own pip. */
export async function pipSettings(host: Host, environment: Environment): Promise<Environment> {
  const own = environment['PIP_CONFIG_FILE']
  const texts = await Promise.all([...files, ...(own ? [own] : [])].map((path) => host.files.readText(path)))
  const written = Object.assign({}, ...texts.map((text) => settingsIn(text ?? ''))) as Environment
  const values = { ...written, ...ofEnvironment(environment) }
  const known = Object.entries(values).flatMap(([name, value]) => translated(name, value))
  return Object.fromEntries(known)
}

/** Only `[global]` and `[install]` concern an installation. A value may continue on indented lines. */
function settingsIn(text: string): Record<string, string> {
  const found: Record<string, string> = {}
  let section = ''
  let last = ''
  for (const line of text.split(/\r?\n/)) {
    const [, heading] = /^\[([^\]]+)\]/.exec(line) ?? []
    const [, name, value = ''] = /^([A-Za-z_-]+)\s*[=:]\s*(.*)$/.exec(line) ?? []
    if (heading !== undefined) section = heading
    if (section !== 'global' && section !== 'install') continue
    if (name !== undefined) {
      last = name.toLowerCase().replaceAll('_', '-')
      found[last] = value.trim()
    } else if (/^\s+[^\s#;]/.test(line) && last !== '') found[last] = `${found[last]} ${line.trim()}`.trim()
  }
  return found
}

function ofEnvironment(environment: Environment): Record<string, string> {
  const own = Object.entries(environment).filter(([name]) => name.startsWith('PIP_'))
  return Object.fromEntries(
    own.map(([name, value]) => [name.slice(4).toLowerCase().replaceAll('_', '-'), value]),
  )
}

/** Only settings that uv has a word for; the others concern pip alone. */
function translated(name: string, value: string): (readonly [string, string])[] {
  const theirs = words[name]
  if (theirs === undefined || value === '') return []
  const list = value.split(/\s+/).join(name === 'find-links' ? ',' : ' ')
  return [
    [`PIP_${name.toUpperCase().replaceAll('-', '_')}`, value],
    ...theirs.map((each) => [each, list] as const),
  ]
}

const words: Readonly<Record<string, readonly string[]>> = {
  'index-url': ['UV_DEFAULT_INDEX'],
  'extra-index-url': ['UV_INDEX'],
  'find-links': ['UV_FIND_LINKS'],
  'trusted-host': ['UV_INSECURE_HOST'],
  'no-index': ['UV_NO_INDEX'],
  cert: ['SSL_CERT_FILE'],
  proxy: ['http_proxy', 'https_proxy'],
  timeout: ['UV_HTTP_TIMEOUT'],
}
