import { CabestanError } from '@cabestan/protocol/failures'
import { endOf } from '../../host/run.ts'
import { bounded } from '../bounded.ts'
import type { ReleaseContext } from '../context.ts'

/**
 * What was built elsewhere, laid over the source. By the application's user: wherever a link of the project may
 * lead, it can write nothing there that it could not write anyway.
 */
export async function unpackSent({ host, order, release, upload }: ReleaseContext): Promise<void> {
  if (!order.build.sentFiles) return
  const archive = `${upload}/built.tar`
  if (upload === null || !(await host.files.stat(archive)))
    throw new CabestanError('source.incomplete', { file: 'built.tar' })
  const argv = [
    'tar',
    '--extract',
    '--file=-',
    `--directory=${release.source}`,
    '--no-same-owner',
    '--no-same-permissions',
  ]
  const result = await bounded({ host, user: order.name }, argv, { inputFile: archive })
  if (result.code === 0) return
  const detail = { argv, exitCode: result.code, tail: endOf(result.stderr) }
  if (/No space left on device/.test(result.stderr))
    throw new CabestanError('disk.full', { path: release.source }, { detail })
  throw new CabestanError(
    'build.front-end',
    { script: 'built.tar', error: result.stderr.trim().split('\n')[0] ?? '' },
    { detail },
  )
}
