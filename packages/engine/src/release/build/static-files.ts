import type { ExecResult } from '../../host/host.ts'
import { run } from '../../host/run.ts'
import type { ReleaseContext } from '../context.ts'
import { manage } from './django.ts'
import { asksForTables, djangoFailure, lacksFile } from './django-failure.ts'
import { keepFingerprint } from './fingerprint.ts'
import { frontEndFailure } from './front-end.ts'
import { packScript } from './pack-script.ts'
import { giveToRoot } from './seal.ts'
import { styleSources } from './style-sources.ts'

/** Django collects them into the release, where nginx finds them as long as any colour uses that release. */
export async function collectStatic(context: ReleaseContext): Promise<void> {
  const { order, note } = context
  if (!order.build.static) return
  await makeStatic(context)
  let argv = ['collectstatic', '--noinput']
  let result = await manage(context, argv)
  const sources = lacksFile(result) ? await styleSources(context) : []
  if (sources.length > 0) {
    argv = [...argv, '--clear', ...sources.flatMap((path) => ['--ignore', path])]
    result = await manage(context, argv)
    if (result.code === 0) note('static.sources', { files: sources.join(', ') })
  }
  if (result.code !== 0) {
    // The list of applications could not be read completely beforehand, and turned out not to contain it.
    if (/Unknown command: '?collectstatic/.test(result.stderr)) return
    throw djangoFailure({ code: 'build.static', argv: ['manage.py', ...argv], result })
  }
  note('static.collected', { count: countIn(result.stdout) })
  if (order.build.compress) await compressTemplates(context)
}

/**
 * Files that an application of Django generates itself: they may not be in git, and are collected like the others.
 */
async function makeStatic(context: ReleaseContext): Promise<void> {
  for (const command of context.order.build.commands ?? []) {
    const result = await manage(context, command.split(' '))
    if (result.code !== 0) throw frontEndFailure(command, ['manage.py', ...command.split(' ')], result)
  }
}

/** Post-processed files are counted already among those that were copied. */
function countIn(output: string): number {
  return Number(/^(\d+) static files? (?:copied|symlinked)/m.exec(output)?.[1] ?? 0)
}

/** Makes what `{% compress %}` stands for before a visitor can ask, because nothing may write there later. */
async function compressTemplates(context: ReleaseContext): Promise<void> {
  const argv = ['compress', '--force']
  const result = await manage(context, argv)
  const hasNothing = /No '?compress'? template tags? found|No templates found/.test(
    `${result.stdout}${result.stderr}`,
  )
  if (context.live === null && !context.made.compressLater && mayAskForTables(result)) {
    context.made.compressLater = true
    return context.note('compress.later')
  }
  if (result.code === 0 || hasNothing) return
  throw djangoFailure({ code: 'build.compress', argv: ['manage.py', ...argv], result })
}

/**
 * An error inside a template's own tags is not reported; all that shows is that fewer blocks are made than were
 * found.
 */
function mayAskForTables({ code, stdout, stderr }: ExecResult): boolean {
  if (code !== 0) return asksForTables(`${stdout}${stderr}`)
  const counts = /Compressed (\d+) block\(s\) from (\d+) template\(s\) for (\d+) context/.exec(stdout)
  const [made = 0, found = 0, contexts = 0] = (counts ?? []).slice(1).map(Number)
  return made < found * contexts
}

/**
 * For templates that ask the database this runs after the migrations of a first release, which is then sealed again.
 */
export async function compressAgain(context: ReleaseContext): Promise<void> {
  if (!context.made.compressLater) return
  const { host, order, release } = context
  const owner = `${order.name}:${order.name}`
  await run(host, ['chown', '--recursive', '--no-dereference', owner, '--', release.static])
  await compressTemplates(context)
  await giveToRoot(context)
  await packStatic(context)
  await keepFingerprint(host, release)
}

/**
 * Beside each file that shrinks its `.gz`, which nginx sends as it is. What the live release has in the same form
 * is linked instead of packed and kept twice. By then all belongs to root, and Python runs without any package.
 */
export async function packStatic({ host, release, live, order }: ReleaseContext): Promise<void> {
  if (!order.build.static) return
  const former = live?.places.static ?? ''
  const argv = ['nice', '-n', '10', '/usr/bin/python3', '-I', '-S', '-', release.static, former] as const
  await run(host, argv, { input: packScript, timeoutMs: 600_000 })
}
