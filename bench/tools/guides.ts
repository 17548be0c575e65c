import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import type { Server } from '../../tests/harness/sandbox.ts'
import { simplePage } from './shop.ts'
import { untilItAnswers } from './visitor.ts'

interface GuidedOptions {
  readonly port?: number
  readonly database?: string
}

/** Sets a server up as the guides do and releases by hand. The repository that they clone is on the server too. */
export async function setUpAsGuided(
  server: Server,
  directory: string,
  options: GuidedOptions = {},
): Promise<void> {
  const { port = 80, database = 'disquaire' } = options
  await openDepot(server)
  await publish(server, directory)
  await server.sh(`PORT=${port} DATABASE=${database} sh -s`, await script('setup.sh'))
  await untilItAnswers(`http://${server.address}:${port}${simplePage}`)
}

export async function releaseAsGuided(server: Server): Promise<void> {
  await server.sh('sh -s', await script('release.sh'))
}

/** Where `git clone` and `git pull` on the server find the project, as they would on a forge. */
async function openDepot(server: Server): Promise<void> {
  await server.sh('apt-get update -qq && apt-get install -y -qq git >/dev/null')
  await server.sh('git config --system safe.directory "*"')
  await server.sh('git init --quiet --bare --initial-branch=main /srv/depot.git')
  await server.sh('chmod a+w -R /srv/depot.git && git -C /srv/depot.git config core.sharedRepository all')
}

/** Stands for the owner's `git push`. */
export async function publish(server: Server, directory: string): Promise<void> {
  const ssh = ['ssh', '-o', 'BatchMode=yes', ...server.sshArguments.slice(0, -1)].join(' ')
  const argv = ['-C', directory, 'push', '--quiet', `root@${server.address}:/srv/depot.git`, 'main']
  await promisify(execFile)('git', argv, { env: { ...process.env, GIT_SSH_COMMAND: ssh } })
}

const script = (name: string) => readFile(new URL(`../guides/${name}`, import.meta.url), 'utf8')
