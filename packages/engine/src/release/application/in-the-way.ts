import type { ApplicationState } from '@cabestan/protocol/applications'
import type { Owner } from '@cabestan/protocol/descriptions'
import { readAccounts } from '../../facts/accounts.ts'
import type { Host } from '../../host/host.ts'
import { isOwnedBy, readClaims } from '../../ledger/claims.ts'
import { hasBegun } from '../../ledger/runs.ts'
import { holderOf } from '../../steps/start-unit.ts'
import type { Places } from '../places.ts'
import { readDefaultSite } from './default-site.ts'
import { readForeignNginx } from './foreign-nginx.ts'
import { serverNames } from './site-names.ts'

type InTheWay = ApplicationState['inTheWay']

/** Where nginx listens for visitors. */
const webPorts = [80]

/** Before the first deploy: what somebody else has under this name, or at the port where visitors knock. */
export async function readInTheWay(host: Host, places: Places, owner: Owner): Promise<InTheWay> {
  const isOurs = await isKnown(host, owner)
  const found = await Promise.all([
    webPort(host),
    readForeignNginx(host),
    readDefaultSite(host),
    otherFirewall(host),
    ...(isOurs ? [] : [account(host, places), directory(host, places), site(host, places)]),
  ])
  return found.filter((each) => each !== null)
}

/** A first run that failed or goes on has made directories and files already: they are nobody else's. */
async function isKnown(host: Host, owner: Owner): Promise<boolean> {
  const claims = await readClaims(host)
  return claims.some((claim) => isOwnedBy(claim, owner)) || (await hasBegun(host, owner))
}

type Finding = Promise<InTheWay[number] | null>

async function webPort(host: Host): Finding {
  const taken = await holderOf(host, webPorts)
  return taken && taken.holder !== 'nginx' ? { what: 'port', name: taken.port, holder: taken.holder } : null
}

/** What `systemctl enable` makes of each other firewall that a server may have; Oracle’s Ubuntu comes with the second. */
const otherFirewalls = {
  firewalld: 'multi-user.target.wants',
  'netfilter-persistent': 'multi-user.target.wants',
  nftables: 'sysinit.target.wants',
}

/** Two firewalls at once: each shuts what the other lets in, and apt takes some away to make room for ours. */
async function otherFirewall(host: Host): Finding {
  const found = await Promise.all(
    Object.entries(otherFirewalls).map(async ([name, wants]) =>
      (await startsAtBoot(host, `${wants}/${name}.service`)) ? name : null,
    ),
  )
  const name = found.find((each) => each !== null)
  return name ? { what: 'firewall', name, holder: name } : null
}

/** The link outlives a package that was taken away and not purged. */
async function startsAtBoot({ files }: Host, link: string): Promise<boolean> {
  const unit = await files.readLink(`/etc/systemd/system/${link}`)
  return unit !== null && (await files.stat(unit)) !== null
}

/** A run that was cut off may have made the account already: its home is ours. */
async function account(host: Host, { name, home }: Places): Finding {
  const { users } = await readAccounts(host)
  const user = users.get(name)
  return user && user.home !== home ? { what: 'user', name, holder: user.home } : null
}

/** Variables may have been given before anything else was there. */
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

const enabledSites = '/etc/nginx/sites-enabled'

/** Names that other sites of this server answer to: nginx would give all visitors of a name to one of two. */
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
