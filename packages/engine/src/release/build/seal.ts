import { run } from '../../host/run.ts'
import type { ReleaseContext } from '../context.ts'
import { keepFingerprint } from './fingerprint.ts'

/** From now on only root can change the release: the application may read it, and nginx may read the static files. */
export async function giveToRoot({ host, order, release }: ReleaseContext): Promise<void> {
  const { source, overlay, directory } = release
  await run(host, ['chown', '--recursive', '--no-dereference', `root:${order.name}`, '--', directory])
  await run(host, ['chmod', '--recursive', 'u=rwX,g=rX,o=', '--', source])
  for (const shown of [release.static, release.home]) {
    if (await host.files.stat(shown)) await run(host, ['chmod', '--recursive', 'u=rwX,go=rX', '--', shown])
  }
  if (await host.files.stat(overlay)) await compileOverlay({ host, order, release })
}

type Sealing = Pick<ReleaseContext, 'host' | 'order' | 'release'>

/** Run with the venv's Python but without its packages: what those do when Python starts must not be done as root. */
async function compileOverlay({ host, order, release }: Sealing): Promise<void> {
  await host.exec([`${release.venv}/bin/python`, '-I', '-S', '-m', 'compileall', '-q', release.overlay])
  await run(host, ['chown', '--recursive', '--no-dereference', `root:${order.name}`, '--', release.overlay])
}

/** The last file that a release gets. A release without it was interrupted while it was built. */
export async function seal({ host, order, release }: Sealing): Promise<void> {
  await run(host, ['sync', '--file-system', release.directory])
  await keepFingerprint(host, release)
  await host.files.write(`${release.directory}/release.json`, `${JSON.stringify(order, null, 1)}\n`, {
    owner: 'root',
    group: order.name,
    mode: '0640',
  })
}
