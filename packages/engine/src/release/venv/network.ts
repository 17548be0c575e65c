import type { Host } from '../../host/host.ts'
import { outputOf } from '../../host/run.ts'
import { environmentIn } from './environment-in.ts'
import { pipSettings } from './pip-settings.ts'

type Environment = Readonly<Record<string, string>>

/**
 * How this server reaches the outside world, as its administrator has set it once: proxies for every program or
 * for apt, the authorities that it trusts, and where pip gets its packages. Said again to uv, pip and npm, which
 * would otherwise ask the public registries directly.
 */
export async function networkOf(host: Host): Promise<Environment> {
  const everywhere = environmentIn((await host.files.readText('/etc/environment')) ?? '')
  const kept = Object.entries(everywhere).filter(([name]) => concerns.test(name))
  const given = Object.fromEntries(kept)
  const [authorities, pip] = await Promise.all([authoritiesOf(host), pipSettings(host, given)])
  return { ...authorities, ...(await proxies(host, given)), ...pip, ...given }
}

const concerns =
  /^(?:(?:https?|all|no|ftp)_proxy|(?:PIP|UV|npm_config|SSL_CERT)_\w+|REQUESTS_CA_BUNDLE|NODE_EXTRA_CA_CERTS)$/i

const bundle = '/etc/ssl/certs/ca-certificates.crt'

/** uv and Node bring lists of authorities of their own, which do not contain a company's authority. */
async function authoritiesOf(host: Host): Promise<Environment> {
  const isThere = (await host.files.stat(bundle)) !== null
  if (!isThere) return { UV_SYSTEM_CERTS: '1' }
  return { UV_SYSTEM_CERTS: '1', SSL_CERT_FILE: bundle, PIP_CERT: bundle, NODE_EXTRA_CA_CERTS: bundle }
}

async function proxies(host: Host, given: Environment): Promise<Environment> {
  if (Object.keys(given).some((name) => /^(?:https|all)_proxy$/i.test(name))) return {}
  const argv = [
    'apt-config',
    'shell',
    'HTTP',
    'Acquire::http::Proxy',
    'HTTPS',
    'Acquire::https::Proxy',
  ] as const
  const { HTTP: http = '', HTTPS: https = http } = environmentIn(await outputOf(host, argv))
  return /^https?:/.test(https) ? { https_proxy: https, http_proxy: http === '' ? https : http } : {}
}
