import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Finding } from '../../packages/cabestan/src/project/findings/finding.ts'
import { judge } from '../../packages/cabestan/src/project/judge.ts'
import type { OverlayDecisions } from '../../packages/cabestan/src/project/overlay/decisions.ts'
import { overlayFor } from '../../packages/cabestan/src/project/overlay/overlay-view.ts'
import { type ProjectReading, readProject } from '../../packages/cabestan/src/project/read.ts'
import { readRepository } from '../../packages/cabestan/src/project/repository/read-repository.ts'
import type { ProjectTree } from '../../packages/cabestan/src/project/tree/commit.ts'
import { readTree } from '../../packages/cabestan/src/project/tree/read-tree.ts'
import { overlayFiles } from '../../packages/cabestan/src/render/settings/overlay-files.ts'
import { overlayDecisions } from '../../packages/cabestan/src/session/project/overlay-decisions.ts'
import { ran } from './rehearsal-command.ts'
import { environmentOf, type Given } from './rehearsal-environment.ts'
import { buildFrontEnd } from './rehearsal-front-end.ts'
import { answerOf } from './rehearsal-page.ts'
import { dropDatabase, makeDatabase, startRedis } from './rehearsal-services.ts'
import { makeVenv } from './rehearsal-venv.ts'

export interface Rehearsed {
  /** Null if the project is live. */
  readonly failure: Failure | null
  /** What `check` refuses and what it asks. */
  readonly refusals: readonly string[]
  readonly questions: readonly string[]
  readonly ofTheOwner: readonly string[]
  readonly replaced: readonly string[]
  readonly log: string
}

interface Failure {
  readonly stage: 'reading' | 'venv' | 'front end' | 'check' | 'collectstatic' | 'migrate' | 'start' | 'page'
  readonly isOfThisMachine: boolean
  readonly reason: string
}

const host = 'site.example'

/** Takes one project from its clone to its first page, in the order of a release on a server. */
export async function rehearse(clone: string, name: string): Promise<Rehearsed> {
  const release = await mkdtemp(join(tmpdir(), 'cabestan-rehearsal-'))
  try {
    const tree = await readTree(clone)
    const reading = readProject(tree, { start: tree.prefix, choices: {} })
    const judged = await judgedBy(tree, reading)
    const staged = await stages({ clone, name, release, tree, reading })
    return { ...judged, ...staged }
  } finally {
    await rm(release, { recursive: true, force: true })
  }
}

type Judged = Pick<Rehearsed, 'refusals' | 'questions'>

async function judgedBy(tree: ProjectTree, reading: ProjectReading): Promise<Judged> {
  const repository = await readRepository(tree)
  const today = new Date().toISOString().slice(0, 10)
  const errors = judge({
    tree,
    reading,
    repository,
    configuration: null,
    names: overlayDecisions({ reading, name: 'rehearsal' }, null),
    today,
  }).filter(({ severity }) => severity === 'error')
  const codes = (found: readonly Finding[]) => [...new Set(found.map(({ code }) => code))]
  return {
    refusals: codes(errors.filter(({ wants }) => wants !== 'question')),
    questions: codes(errors.filter(({ wants }) => wants === 'question')),
  }
}

interface Rehearsal {
  readonly clone: string
  readonly name: string
  readonly release: string
  readonly tree: ProjectTree
  readonly reading: ProjectReading
}

type Staged = Omit<Rehearsed, keyof Judged>

async function stages(rehearsal: Rehearsal): Promise<Staged> {
  const { clone, release, reading } = rehearsal
  const nothing = { ofTheOwner: [], replaced: [], log: '' }
  if (reading.where.directory.value === null || reading.settings.module.value === null)
    return { ...nothing, failure: { stage: 'reading', isOfThisMachine: false, reason: 'no settings' } }
  await ran(['git', 'clone', '--quiet', '--shared', clone, join(release, 'source')])
  for (const directory of ['media', 'data', 'logs', 'run', 'static']) await mkdir(join(release, directory))
  const venv = await makeVenv(reading, release)
  if (venv.failure)
    return { ...nothing, replaced: venv.replaced, log: venv.log, failure: { stage: 'venv', ...venv.failure } }
  const { replaced } = venv
  const built = await buildFrontEnd(reading, join(release, 'source'))
  if (built && built.code !== 0)
    return {
      ...nothing,
      replaced,
      log: `${venv.log}\n${built.output}`,
      failure: {
        stage: 'front end',
        isOfThisMachine: isUnreachable(built.output),
        reason: reasonOf(built.output),
      },
    }
  const lived = await withServices(rehearsal)
  const log = [venv.log, built?.output ?? '', lived.log].join('\n')
  // A package in another version may be the reason.
  const failure = lived.failure && {
    ...lived.failure,
    isOfThisMachine: lived.failure.isOfThisMachine || replaced.length > 0,
  }
  return { ...lived, replaced, log, failure }
}

async function withServices(rehearsal: Rehearsal): Promise<Omit<Staged, 'replaced'>> {
  const { name, tree, reading } = rehearsal
  const decisions = decisionsFor(rehearsal)
  const redis = decisions.redis ? await startRedis() : null
  try {
    if (decisions.database === 'postgresql') await makeDatabase(name, reading.data)
    const given = environmentOf(tree, reading, { names: decisions, redis })
    const { failure, log } = await lives(rehearsal, decisions, given)
    return { failure, log, ofTheOwner: given.ofTheOwner }
  } finally {
    if (decisions.database === 'postgresql') await dropDatabase(name)
    redis?.stop()
  }
}

function decisionsFor({ name, release, reading }: Rehearsal): OverlayDecisions {
  const { data, processes } = reading
  return {
    name,
    domains: [host],
    addresses: [],
    https: false,
    database: data.database.engine.value === 'sqlite' ? 'sqlite' : 'postgresql',
    interface: processes.interface.value ?? 'wsgi',
    redis: processes.redis.value === true,
    rabbitmq: false,
    mail: null,
    admins: [`admin@${host}`],
    given: [],
    paths: {
      media: join(release, 'media'),
      data: join(release, 'data'),
      logs: join(release, 'logs'),
    },
  }
}

async function lives(
  { release, reading }: Rehearsal,
  decisions: OverlayDecisions,
  given: Given,
): Promise<Pick<Rehearsed, 'failure' | 'log'>> {
  const view = overlayFor(reading, decisions)
  for (const { path, content } of overlayFiles(view)) await put(join(release, 'overlay', path), content)
  const bin = join(release, 'venv/bin')
  const environment = {
    PATH: `${bin}:/usr/local/bin:/usr/bin:/bin`,
    HOME: join(release, 'data'),
    LANG: 'C.UTF-8',
    PYTHONPATH: join(release, 'overlay'),
    DJANGO_SETTINGS_MODULE: `${view.package}.settings`,
    ...given.values,
  }
  const cwd = join(release, 'source', reading.where.pythonPath[0] ?? '')
  const log: string[] = [JSON.stringify(environment, null, 1)]
  for (const { stage, words } of commandsOf(reading)) {
    const { code, output } = await ran([join(bin, 'python'), '-m', `${view.package}.manage`, ...words], {
      cwd,
      environment,
    })
    log.push(`$ manage.py ${words.join(' ')}`, output)
    if (code !== 0) {
      const isOfThisMachine = isUnreachable(output)
      return { log: log.join('\n'), failure: { stage, isOfThisMachine, reason: reasonOf(output) } }
    }
  }
  const isAsgi = decisions.interface === 'asgi'
  const worker = isAsgi ? ['--worker-class', workerClass(reading), `${view.package}.asgi:application`] : []
  const argv = [join(bin, 'gunicorn'), ...(isAsgi ? worker : [`${view.package}.wsgi:application`])]
  const path = reading.page.value ?? '/'
  const directory = join(release, 'run')
  const answer = await answerOf({ argv, cwd, environment, host, path, directory })
  log.push(`$ ${argv.join(' ')}`, answer.log)
  if (answer.status === 200) return { failure: null, log: log.join('\n') }
  const reason =
    answer.status === null ? reasonOf(answer.log) : `${path}: ${answer.status} ${answer.location ?? ''}`
  const stage = answer.status === null ? 'start' : 'page'
  return { log: log.join('\n'), failure: { stage, isOfThisMachine: false, reason } }
}

/** Also makes migrations for applications that have models and no migrations, as `check` offers to. */
function commandsOf({
  data,
  settings,
  python,
}: ProjectReading): { stage: Failure['stage']; words: string[] }[] {
  const without = data.applications.filter(
    ({ migrations, models }) => models > 0 && (migrations === 'no-package' || migrations === 'empty-package'),
  )
  const labels = without.map(({ label }) => label)
  const isOld = /^[12]\./.test(python.django.value ?? '')
  const apps = settings.values.get('INSTALLED_APPS')
  const hasStatic = JSON.stringify(apps ?? '').includes('django.contrib.staticfiles')
  return [
    ...(hasStatic ? [{ stage: 'collectstatic' as const, words: ['collectstatic', '--noinput'] }] : []),
    ...(labels.length > 0
      ? [{ stage: 'migrate' as const, words: ['makemigrations', '--noinput', ...labels] }]
      : []),
    // Checks import the URLs, which may read the database before its tables are there. Django has this option since
    // 3.0.
    { stage: 'migrate', words: ['migrate', '--noinput', ...(isOld ? [] : ['--skip-checks'])] },
    { stage: 'check', words: ['check'] },
  ]
}

/** Since uvicorn 0.30 the worker comes in a package of its own. */
function workerClass({ dependencies }: ProjectReading): string {
  const names = [...dependencies.packages, ...dependencies.added].map(({ name }) => name)
  return names.includes('uvicorn-worker') ? 'uvicorn_worker.UvicornWorker' : 'uvicorn.workers.UvicornWorker'
}

async function put(path: string, content: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, content)
}

function isUnreachable(output: string): boolean {
  return /name resolution|Name or service not known|CERTIFICATE_VERIFY_FAILED|ENOTFOUND|npm error code E404|NewConnectionError/.test(
    output,
  )
}

/** The last line that names an error, or the first one if Django's own checks failed. */
function reasonOf(output: string): string {
  const lines = output.trim().split('\n')
  const check = lines.find((line) => /^\S+: \([\w.]+\) /.test(line))
  const error = lines.findLast((line) =>
    /^[\w.]*(?:Error|Exception|ImproperlyConfigured|DoesNotExist)\b/.test(line),
  )
  return (check ?? error ?? lines.at(-1) ?? '').slice(0, 300)
}
