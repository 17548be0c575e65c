import { CabestanError } from '@cabestan/protocol/failures'
import { endOf } from '../../host/run.ts'
import { bounded } from '../bounded.ts'
import type { ReleaseContext } from '../context.ts'
import { manage } from './django.ts'

/** Compiled now rather than at each start, because later the application may not write into the source. */
export async function compileSource(context: ReleaseContext): Promise<void> {
  await compileTranslations(context)
  const { host, order, release } = context
  const argv = [`${release.venv}/bin/python`, '-m', 'compileall', '-q', '-x', notOurs, release.source]
  // Many projects contain files that are no Python of this version, and none that starts imports them: failures are
  // ignored.
  await bounded({ host, user: order.name }, argv)
}

const notOurs = '/(node_modules|\\.git|bower_components)/'

async function compileTranslations(context: ReleaseContext): Promise<void> {
  if (!context.order.build.translations) return
  const argv = ['compilemessages']
  const result = await manage(context, argv)
  if (result.code === 0) return
  const output = `${result.stdout}${result.stderr}`
  const detail = { argv: ['manage.py', ...argv], exitCode: result.code, tail: endOf(output) }
  if (/Can't find msgfmt|msgfmt: not found/.test(output))
    throw new CabestanError(
      'venv.library-missing',
      { package: '', file: 'msgfmt', packages: 'gettext' },
      { detail },
    )
  throw new CabestanError('build.translations', { error: errorIn(output), place: '' }, { detail })
}

/** msgfmt names the file and the line. */
function errorIn(output: string): string {
  return (
    /^(?:Execution of msgfmt failed: )?.*\.po:\d+(?::\d+)?: .*$/m
      .exec(output)?.[0]
      ?.replace(/^.*\/source\//, '') ?? ''
  )
}
