import type { ReleaseOrder } from '@cabestan/protocol/orders'
import { scheduledCommands } from '../project/processes/scheduled-commands.ts'
import { textOf } from '../project/python/access.ts'
import type { Reading } from '../project/reading.ts'
import type { CronView } from '../render/release/cron.ts'
import type { GunicornView } from '../render/release/gunicorn.ts'
import type { PageLanguage } from '../render/release/pages.ts'
import type { ProgramsView } from '../render/release/programs.ts'
import type { ProcessView, RunView } from '../render/release/run.ts'
import type { SiteView } from '../render/release/site-view.ts'
import {
  commandPath,
  dataDirectory,
  homeDirectory,
  logDirectory,
  pagesDirectory,
} from './application-paths.ts'
import { hasNodeName } from './celery-options.ts'
import { commandForRun } from './command-for-run.ts'
import type { Decided } from './needs.ts'
import { programQueues } from './queues/program-queues.ts'
import { type ReleaseProgram, releasePrograms } from './release-programs.ts'
import type { ReleaseQuestion } from './release-question.ts'
import { siteView } from './release-site.ts'
import { type Workers, workersFor } from './workers.ts'

/** How a release is served and run; each part is written down by its own file of `render/release`. */
export interface ReleaseView {
  readonly site: SiteView
  readonly pages: { readonly directory: string; readonly language: PageLanguage }
  readonly programs: ProgramsView
  readonly cron: CronView | null
  readonly run: RunView
  /** In gunicorn's words: `cabestan_disquaire.wsgi:application`. */
  readonly application: string
  readonly gunicorn: GunicornView
  readonly processes: readonly ProcessView[]
  /** The same for the engine. */
  readonly order: Pick<ReleaseOrder, 'web' | 'programs' | 'hooks' | 'schedules' | 'keep'>
}

export function releaseView(question: ReleaseQuestion): ReleaseView {
  const { configuration, reading, overlay } = question
  const { name, web } = configuration
  const programs = releasePrograms(question)
  const workers = workersOf(question, programs)
  const asgi = isAsgi(question)
  return {
    site: siteView(question, asgi),
    pages: { directory: pagesDirectory(name), language: languageOf(reading) },
    programs: programsView(question, programs),
    cron: cronView(question),
    run: {
      name,
      package: overlay.package,
      directory: reading.where.pythonPath[0] ?? '',
      data: dataDirectory(name),
    },
    application: `${overlay.package}.${asgi ? 'asgi' : 'wsgi'}:application`,
    gunicorn: {
      workers: workers.all,
      timeoutSeconds: web.timeoutSeconds,
      workerClass: asgi ? uvicornWorker(reading) : null,
    },
    processes: programs.map(processView),
    order: orderOf(question, programs, workers),
  }
}

function workersOf({ configuration, facts, scale }: ReleaseQuestion, programs: readonly ReleaseProgram[]) {
  const asked = scale['web'] ?? configuration.web.workers
  return workersFor(asked, facts, neighbours(configuration, programs))
}

function neighbours({ postgres, redis }: Decided, programs: readonly ReleaseProgram[]) {
  const processes = programs.reduce((sum, each) => sum + each.count * (each.isCeleryWorker ? 2 : 1), 0)
  return { postgres: postgres !== null, redis: redis !== null, processes }
}

function isAsgi({ configuration, reading, overlay }: ReleaseQuestion): boolean {
  const wanted = configuration.project.interface ?? reading.processes.interface.value
  return wanted === 'asgi' && overlay.entryPoints.asgi !== null
}

/** Since uvicorn 0.30 the worker is a package of its own. */
function uvicornWorker({ dependencies }: Reading): string {
  const names = [...dependencies.packages, ...dependencies.added].map(({ name }) => name)
  return names.includes('uvicorn-worker') ? 'uvicorn_worker.UvicornWorker' : 'uvicorn.workers.UvicornWorker'
}

function languageOf({ settings }: Reading): PageLanguage {
  return /^fr\b/i.test(textOf(settings.values.get('LANGUAGE_CODE')) ?? '') ? 'fr' : 'en'
}

function programsView({ configuration }: ReleaseQuestion, programs: readonly ReleaseProgram[]): ProgramsView {
  const { name, web } = configuration
  return {
    name,
    home: homeDirectory(name),
    logs: logDirectory(name),
    web: { stopSeconds: stopSeconds(web.timeoutSeconds) },
    others: programs,
  }
}

/** gunicorn gives requests as long as `timeout` says, and then needs a moment itself. */
function stopSeconds(timeoutSeconds: number): number {
  return timeoutSeconds + 10
}

function cronView({ configuration, reading, overlay }: ReleaseQuestion): CronView | null {
  const { name } = configuration
  const commands = scheduledCommands(reading, configuration)
  if (commands.length === 0) return null
  return {
    name,
    command: commandPath(name, 'schedule'),
    logs: logDirectory(name),
    commands: commands.map((each) => ({ ...each, argv: commandForRun(each.argv, overlay) })),
  }
}

function processView({ name, argv, isCeleryWorker }: ReleaseProgram): ProcessView {
  return { name, argv, isNode: isCeleryWorker && !hasNodeName(argv) }
}

function orderOf(
  { configuration, overlay, reading }: ReleaseQuestion,
  programs: readonly ReleaseProgram[],
  workers: Workers,
): ReleaseView['order'] {
  const { name, web, release, hooks } = configuration
  const inside = (argv: readonly string[] | null) => argv && commandForRun(argv, overlay)
  return {
    web: {
      programs: { blue: `${name}-blue`, green: `${name}-green` },
      workers: workers.all,
      firstWorkers: Math.min(workers.first, workers.all),
      growsAfter: workers.growsAfter,
      stopSeconds: stopSeconds(web.timeoutSeconds),
      drainSeconds: release.drainSeconds,
      accessLog: `/var/log/nginx/${name}.access.log`,
    },
    programs: programs.map((each) => ({
      name: each.name,
      program: `${name}-${each.name}`,
      count: each.count,
      ...(each.argv[0] === undefined ? {} : { runs: each.argv[0] }),
      stopSeconds: each.stopSeconds,
      ...programQueues({ argv: each.argv, reading, overlay }),
      ...(each.isBeat ? { rests: true as const } : {}),
    })),
    hooks: {
      before: inside(hooks.before),
      after: inside(hooks.after),
      notifyCommand: inside(hooks.notifyCommand),
      notifyAddress: hooks.notifyAddress,
    },
    schedules: scheduledCommands(reading, configuration).flatMap((each) => {
      const [runs] = commandForRun(each.argv, overlay)
      return runs === undefined ? [] : [{ name: each.name, runs }]
    }),
    keep: release.keep,
  }
}
