import { processCommand, runCommand } from '../../packages/cabestan/src/render/commands.ts'
import { applicationLogs } from '../../packages/cabestan/src/render/logrotate.ts'
import { programsFile } from '../../packages/cabestan/src/render/release/programs.ts'
import type { Server } from './sandbox.ts'

/** As much of an application as the commands around a release need: a release of shell programs, made by hand. */
export const home = '/srv/disquaire'
export const release = `${home}/releases/17-1a2b3c4`
const logs = '/var/log/disquaire'
const view = {
  name: 'disquaire',
  home,
  logs,
  sockets: '/run/disquaire',
  locks: '/run/lock/disquaire',
  supervisorLog: '/var/log/supervisor/supervisord.log',
}

export interface Counts {
  readonly worker: number
  readonly beat: number
}

/** What the command line renders for that many of each. */
export function programsFor({ worker, beat }: Counts): string {
  const other = (name: string, count: number) => ({
    name,
    count,
    stopSeconds: 5,
    stopSignal: 'TERM' as const,
  })
  const others = [other('worker', worker), other('beat', beat)]
  return programsFile({ ...view, web: { stopSeconds: 10 }, others })
}

export async function layApplication(server: Server): Promise<void> {
  await server.sh('apt-get update -qq && apt-get install -yqq supervisor gunicorn logrotate sudo curl >&2')
  await server.sh(accountAndDirectories)
  for (const [path, content, mode] of files()) {
    await server.sh(`mkdir -p "$(dirname ${path})"; cat > ${path}; chmod ${mode} ${path}`, content)
  }
  await server.sh('supervisorctl update && sleep 1')
}

const accountAndDirectories = `set -e
useradd --system --home-dir ${home} --shell /usr/sbin/nologin disquaire
install -d -m 0711 ${home} ${home}/colours ${home}/colours/blue ${home}/releases
install -d -m 0750 -o root -g adm ${logs}
install -d -m 2750 -o disquaire -g adm ${logs}/site
install -d -m 0750 -o disquaire -g www-data /run/disquaire
ln -s ../../releases/17-1a2b3c4 ${home}/colours/blue/release
ln -s /run/disquaire/blue.sock ${home}/colours/blue/socket
ln -s colours/blue ${home}/live
install -d -m 0711 -o root -g disquaire ${release}
[ ! -e ${home}/env ] || { chgrp disquaire ${home}/env; install -m 0640 -g disquaire ${home}/env ${release}/env; }
`

function files(): [path: string, content: string, mode: string][] {
  const script = (line: string) => `#!/bin/sh\n${line}\n`
  return [
    [`${home}/bin/run`, runCommand(view), '0755'],
    [`${home}/bin/process`, processCommand(view), '0755'],
    [
      `${release}/run`,
      script(`set -a; . ${release}/env; set +a; export PATH=${release}/bin:$PATH; exec "$@"`),
      '0755',
    ],
    [`${release}/release.json`, JSON.stringify({ environment: { DEBUG: { value: '0' } } }), '0644'],
    [
      `${release}/bin/manage.py`,
      script('echo "manage.py $*"; read -r line && echo "said $line"; exit 3'),
      '0755',
    ],
    [`${release}/overlay/shop.py`, shop, '0644'],
    [`${release}/processes/web`, script(web), '0755'],
    [`${release}/processes/worker`, script(worker), '0755'],
    [
      `${release}/processes/beat`,
      script('exec sh -c "while :; do sleep 1; done" celery -A shop beat'),
      '0755',
    ],
    ['/etc/supervisor/conf.d/disquaire.conf', programsFor({ worker: 1, beat: 1 }), '0644'],
    [
      '/etc/logrotate.d/disquaire',
      applicationLogs({ directory: logs, site: { directory: `${logs}/site`, user: 'disquaire' } }),
      '0644',
    ],
  ]
}

const shop = `def application(environ, start_response):
    start_response('200 OK', [])
    return [b'hello']
`
const web = `exec gunicorn --workers "\${CABESTAN_WORKERS:-2}" --bind "unix:$CABESTAN_SOCKET" --chdir ${release}/overlay shop:application`
/** Prints a number and the time ten times a second, whatever happens to its log. */
const worker = `trap 'exit 0' TERM
number=0
while :; do
    number=$((number + 1))
    echo "$(date '+%Y-%m-%d %H:%M:%S,%3N') worker $CABESTAN_PROCESS says $number"
    sleep 0.1
done`
