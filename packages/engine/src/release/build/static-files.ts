import { run } from '../../host/run.ts'
import type { ReleaseContext } from '../context.ts'
import { manage } from './django.ts'
import { djangoFailure } from './django-failure.ts'
import { packScript } from './pack-script.ts'

/** Collected by Django into the release, where nginx finds them as long as any colour has it. */
export async function collectStatic(context: ReleaseContext): Promise<void> {
  const { order, note } = context
  if (!order.build.static) return
  const argv = ['collectstatic', '--noinput']
  const result = await manage(context, argv)
  if (result.code !== 0) {
    // Settings whose list of applications could not be read whole turned out to be without it.
    if (/Unknown command: '?collectstatic/.test(result.stderr)) return
    throw djangoFailure({ code: 'build.static', argv: ['manage.py', ...argv], result })
  }
  note('static.collected', { count: countIn(result.stdout) })
  if (order.build.compress) await compressTemplates(context)
}

/** A post-processed file is one of those that were copied. */
function countIn(output: string): number {
  return Number(/^(\d+) static files? (?:copied|symlinked)/m.exec(output)?.[1] ?? 0)
}

/** What `{% compress %}` stands for, before the first visitor could ask: nothing may write there later. */
async function compressTemplates(context: ReleaseContext): Promise<void> {
  const argv = ['compress', '--force']
  const result = await manage(context, argv)
  const hasNothing = /No '?compress'? template tags? found|No templates found/.test(
    `${result.stdout}${result.stderr}`,
  )
  if (result.code === 0 || hasNothing) return
  throw djangoFailure({ code: 'build.compress', argv: ['manage.py', ...argv], result })
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
