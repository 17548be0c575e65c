import type { Step } from '@cabestan/protocol/steps'
import { parse } from '../../packages/cabestan/src/config/parse.ts'
import {
  overlayCases,
  readingOfCase,
  viewOf,
} from '../../packages/cabestan/src/project/overlay/cases.fixture.ts'
import type { Reading } from '../../packages/cabestan/src/project/reading.ts'
import { access } from '../../packages/cabestan/src/stack/access.ts'
import { account, application } from '../../packages/cabestan/src/stack/application.ts'
import { decide, needsOf } from '../../packages/cabestan/src/stack/needs.ts'
import { packagesOfReleases, packagesOfServer } from '../../packages/cabestan/src/stack/packages.ts'
import { processes } from '../../packages/cabestan/src/stack/processes.ts'
import { releaseFiles } from '../../packages/cabestan/src/stack/release-files.ts'
import { releaseView } from '../../packages/cabestan/src/stack/release-view.ts'
import { releaseOf } from '../../packages/cabestan/src/stack/releases.ts'
import { web } from '../../packages/cabestan/src/stack/web.ts'
import { type Convergence, stepsOn } from '../harness/convergence.ts'
import { callEngine } from '../harness/engine.ts'
import { layRelease } from '../harness/hand-made-release.ts'
import { ask, type PageOptions } from '../harness/page.ts'
import type { Server } from '../harness/sandbox.ts'

const text = `app: disquaire
server: root@203.0.113.10
domains: [disquaire.example, www.disquaire.example, '*.disquaire.example']
fail2ban: false
firewall: false
updates: {automatic: false}
postgres: false
redis: false
packages: [gunicorn, python3-gunicorn, python-is-python3, curl]
processes: {worker: {command: python3 worker.py}}
schedule: {tick: {at: '* * * * *', command: 'manage.py tick "5 %"'}}
web:
  workers: 2
  upload_limit: 1M
  home: site
  canonical: www.disquaire.example
  redirects: {/vieux: /neuf}
`
export const host = 'www.disquaire.example'
export const css = 'static/css/site.0123456789ab.css'

/** One boot for all subjects. It is there before the first test runs, not when tests are told. */
export interface Ground {
  server: Server
  steps: Convergence
  serverSteps: readonly Step[]
  /** How the release looks to the server with so many of each process. */
  viewWith: (scale: Record<string, number>) => ReturnType<typeof releaseView>
}

export type Site = ReturnType<typeof siteOn>

export function siteOn(ground: Ground) {
  const page = (path: string, options: Partial<PageOptions> = {}) =>
    ask(ground.server.address, path, { host, ...options })
  return {
    page,
    /** What the application was told of a request. */
    told: async (path: string, options: Partial<PageOptions> = {}) =>
      JSON.parse((await page(path, options)).body),
    state: async (program: string) =>
      (await ground.server.sh(`supervisorctl status ${program} || true`)).split(/\s+/)[1],
    as: (user: string, command: string) => ground.server.sh(`runuser -u ${user} -- ${command}`),
    release: (number: number, colour: 'blue' | 'green', more: Record<string, string>) =>
      layRelease(ground.server, { number, colour, files: releaseFiles(ground.viewWith({})), more }),
  }
}

export async function prepare(server: Server): Promise<Ground> {
  const facts = await callEngine(server, 'facts', {})
  const { reading, overlay } = await readProject()
  const written = parse(text, 'cabestan.yaml')
  const configuration = decide(written, needsOf(reading, written))
  const situation = { configuration, facts, publicKeys: [], release: releaseOf(facts) }
  return {
    server,
    steps: stepsOn(server),
    viewWith: (scale) => releaseView({ configuration, facts, reading, scale, addresses: [], overlay }),
    serverSteps: [
      packagesOfReleases(situation),
      ...account(situation),
      packagesOfServer(situation),
      ...access(situation).filter(({ kind }) => kind === 'user' || kind === 'sudo-rule'),
      ...web(situation),
      ...processes(),
      ...application(situation),
    ],
  }
}

/** A project in French that has uploads. */
async function readProject() {
  const project = overlayCases.find(({ form }) => form === 'one-file')
  if (!project) throw new Error('no such project')
  const [read, overlay] = await Promise.all([readingOfCase(project), viewOf(project)])
  const french = { type: 'text', text: 'fr-fr' } as never
  const reading: Reading = {
    ...read,
    where: { ...read.where, pythonPath: [''] },
    settings: { ...read.settings, values: new Map([...read.settings.values, ['LANGUAGE_CODE', french]]) },
  }
  return { reading, overlay: { ...overlay, files: { ...overlay.files, mediaUrl: '/media/' } } }
}
