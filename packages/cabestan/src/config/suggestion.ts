import { distanceBetween } from '@cabestan/protocol/nearest'
import type { Path } from './document.ts'
import { everyKey, keysAt } from './keys.ts'

/**
 * The key that was probably meant: the nearest one where the unknown one stands, else what other tools (and
 * other languages) call it, else the nearest one anywhere, with its whole way.
 */
export function suggestKey(unknown: string, parent: Path): string | undefined {
  const here = keysAt(parent)
  const meant = otherWords.get(plain(unknown))
  return (
    nearest(unknown, here, (key) => key) ??
    (meant !== undefined && meant !== pathText(parent) ? meant : undefined) ??
    nearest(unknown, everyKey(), lastPart)
  )
}

/** Undefined where no word is near enough. */
function nearest(word: string, candidates: readonly string[], said: (candidate: string) => string) {
  const wanted = plain(word)
  const ranked = candidates
    .map((candidate) => ({ candidate, distance: distanceBetween(wanted, plain(said(candidate))) }))
    .sort((a, b) => a.distance - b.distance)
  const best = ranked[0]
  return best && best.distance <= Math.floor(Math.max(wanted.length, 2) / 3) ? best.candidate : undefined
}

function lastPart(key: string): string {
  return key.slice(key.lastIndexOf('.') + 1)
}

function pathText(path: Path): string {
  return path.join('.')
}

/** `timeZone`, `time-zone` and `TIME_ZONE` are the same word. */
function plain(word: string): string {
  return word
    .normalize('NFD')
    .replace(/[\p{M}_\s-]/gu, '')
    .toLowerCase()
    .slice(0, 40)
}

const otherWords = new Map(
  Object.entries({
    app: ['name', 'project', 'application', 'appname', 'nom', 'projet'],
    server: ['host', 'hostname', 'ip', 'address', 'serveur', 'machine'],
    servers: ['hosts', 'serveurs', 'machines'],
    domains: ['allowedhosts', 'hostnames', 'servername', 'sites', 'url', 'urls', 'domaines'],
    environments: ['stages', 'env', 'envs', 'destinations', 'environnements'],
    'environments.staging': ['staging', 'preprod', 'preproduction', 'recette'],
    'environments.production': ['production', 'prod'],
    'environments.test': ['test', 'dev', 'demo'],
    login: ['user', 'username', 'deployuser', 'utilisateur'],
    keys: ['sshkeys', 'authorizedkeys', 'publickeys', 'cles'],
    time_zone: ['tz', 'fuseauhoraire', 'fuseau'],
    locale: ['lang', 'language', 'langue'],
    'firewall.allow': ['ports', 'openports'],
    firewall: ['ufw', 'parefeu'],
    updates: ['unattendedupgrades', 'upgrades', 'misesajour'],
    swap: ['swapfile', 'swapsize'],
    postgres: ['postgresql', 'database', 'db', 'databases', 'pg', 'basededonnees'],
    redis: ['cache', 'valkey', 'broker'],
    ssh: ['sshd'],
    'ssh.password_login': ['passwordauthentication', 'password'],
    fail2ban: ['bans'],
    schedule: ['cron', 'crontab', 'cronjobs', 'periodic', 'planification'],
    web: ['nginx', 'gunicorn', 'proxy'],
    'web.upload_limit': ['clientmaxbodysize', 'maxupload', 'bodysize'],
    'web.timeout': ['requesttimeout'],
    hooks: ['postdeploy', 'notify', 'notifications'],
    'hooks.before': ['predeploy', 'prepare', 'setup'],
    'release.keep': ['keepreleases', 'retainreleases'],
  }).flatMap(([key, words]) => words.map((word) => [word, key] as const)),
)
