import type { ApplicationState } from '@cabestan/protocol/applications'
import type { Owner } from '@cabestan/protocol/descriptions'
import { readAccounts } from '../../facts/accounts.ts'
import { readPostgresCluster } from '../../facts/postgres-cluster.ts'
import { psqlIfRunning } from '../../facts/psql.ts'
import type { Host } from '../../host/host.ts'
import { isOwnedBy, readClaims } from '../../ledger/claims.ts'
import { readRemains } from '../../ledger/remains.ts'
import { hasBegun } from '../../ledger/runs.ts'
import { holderOf } from '../../steps/start-unit.ts'
import type { Places } from '../places.ts'
import { readDefaultSite } from './default-site.ts'
import { readForeignNginx } from './foreign-nginx.ts'
import { serverNames } from './site-names.ts'

type InTheWay = ApplicationState['inTheWay']

/** The ports on which nginx listens for visitors. */
const webPorts = [80]

/** Looks, before the first deploy, for what somebody else has under this name or on the ports for visitors. */
export async function readInTheWay(host: Host, places: Places, owner: Owner): Promise<InTheWay> {
  const isOurs = await isKnown(host, owner)
  const found = await Promise.all([
    webPort(host),
    readForeignNginx(host),
    readDefaultSite(host),
    otherFirewall(host),
    ...(isOurs
      ? []
      : [account(host, places), directory(host, places), site(host, places), database(host, places)]),
  ])
  return found.flat().filter((each) => each !== null)
}

/** A first run that failed or is still going on has made directories and files, and a removed application left its data. */
async function isKnown(host: Host, owner: Owner): Promise<boolean> {
  const claims = await readClaims(host)
  if (claims.some((claim) => isOwnedBy(claim, owner)) || (await hasBegun(host, owner))) return true
  return (await readRemains(host, owner)) !== null
}

type Finding = Promise<InTheWay[number] | null>

async function webPort(host: Host): Finding {
  const taken = await holderOf(host, webPorts)
  return taken && taken.holder !== 'nginx' ? { what: 'port', name: taken.port, holder: taken.holder } : null
}

/**
 * The place of the link that `systemctl enable` makes for each other firewall. Oracle’s Ubuntu comes with the second
 * one.
 */
const otherFirewalls = {
  firewalld: 'multi-user.target.wants',
  'netfilter-persistent': 'multi-user.target.wants',
  nftables: 'sysinit.target.wants',
}

/** Of two firewalls, each shuts what the other one lets in. And apt would remove some of them to make room for ours. */
async function otherFirewall(host: Host): Finding {
  const found = await Promise.all(
    Object.entries(otherFirewalls).map(async ([name, wants]) =>
      (await startsAtBoot(host, `${wants}/${name}.service`)) ? name : null,
    ),
  )
  const name = found.find((each) => each !== null)
  return name ? { what: 'firewall', name, holder: name } : null
}

/** The link stays when a package is removed and not purged, so the unit behind it must exist as well. */
async function startsAtBoot({ files }: Host, link: string): Promise<boolean> {
  const unit = await files.readLink(`/etc/systemd/system/${link}`)
  return unit !== null && (await files.stat(unit)) !== null
}

/** A run that was cut off may have made the account, which then has our home directory. */
async function account(host: Host, { name, home }: Places): Finding {
  const { users } = await readAccounts(host)
  const user = users.get(name)
  return user && user.home !== home ? { what: 'user', name, holder: user.home } : null
}

/** Variables may have been set before the first deploy, and then the directory holds only them. */
async function directory(host: Host, { home }: Places): Finding {
  const names = await host.files.list(home)
  if (names === null || names.length === 0 || names.includes('env')) return null
  return { what: 'directory', name: home, holder: names.slice(0, 5).join(', ') }
}

async function site(host: Host, { name }: Places): Finding {
  const path = `/etc/nginx/sites-available/${name}`
  const text = await host.files.readText(path)
  if (text === null || text.startsWith('# Managed by Cabestan')) return null
  return { what: 'site', name: path, holder: 'nginx' }
}

/** Tables that no extension brought. */
const tables = `SELECT relname FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
WHERE relkind IN ('r', 'p') AND nspname !~ '^(pg_|information_schema$)'
  AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_class.oid AND deptype = 'e')
ORDER BY relname LIMIT 5;`

/** An empty one may have been made for this very application. In any other our migrations would change somebody's data. */
async function database(host: Host, { name }: Places): Finding {
  const cluster = await readPostgresCluster(host)
  const answer = cluster && (await psqlIfRunning(host, { cluster, database: name, sql: tables }))
  if (!answer) return null
  return { what: 'database', name, holder: answer.trim().split('\n').join(', ') }
}

const enabledSites = '/etc/nginx/sites-enabled'

/**
 * Names that other sites of this server answer to. nginx would give all visitors of such a name to one of the two
 * sites.
 */
export async function namesOfOthers(
  host: Host,
  { name: own }: Places,
): Promise<ApplicationState['namesOfOthers']> {
  const sites = ((await host.files.list(enabledSites)) ?? []).filter((site) => site !== own)
  const found = sites.map(async (site) =>
    serverNames((await host.files.readText(`${enabledSites}/${site}`).catch(() => null)) ?? '').map(
      (name) => ({ name, site }),
    ),
  )
  return (await Promise.all(found)).flat()
}
