import type { ExecResult } from '../../host/host.ts'
import { bounded } from '../bounded.ts'
import type { ReleaseContext } from '../context.ts'

/** Runs a command of manage.py in the new release, within the bounds of work beside a site that is being served. */
export function manage(
  context: ReleaseContext,
  argv: readonly string[],
  { isShown = true } = {},
): Promise<ExecResult> {
  const { host, order, release, output } = context
  return bounded({ host, user: order.name }, [release.run, 'manage.py', ...argv], {
    ...(isShown ? { onLine: output } : {}),
    environment: { DJANGO_COLORS: 'nocolor' },
  })
}
