import { CabestanError } from '@cabestan/protocol/failures'
import { run } from '../../host/run.ts'
import { asUser } from '../command.ts'
import type { ReleaseContext } from '../context.ts'

type Copying = Pick<ReleaseContext, 'host' | 'order' | 'release'>

/**
 * What nginx shows before the application, out of the source that it cannot look into. Copied by the application's
 * user, and links as links: root would follow them to wherever they lead.
 */
export async function copyHome({ host, order, release }: Copying): Promise<void> {
  const { home } = order.build
  if (home === undefined) return
  const from = `${release.source}/${home}`
  if ((await host.files.stat(from))?.type !== 'directory')
    throw new CabestanError('build.home', { path: home })
  await host.files.createDirectory(release.home, { owner: order.name, group: order.name, mode: '0750' })
  const copy = ['cp', '--recursive', '--no-dereference', '--', `${from}/.`, release.home]
  await run(host, asUser(order.name, copy))
}
