import { CabestanError } from '@cabestan/protocol/failures'
import { endOf } from '../../host/run.ts'
import { inRelease } from '../command.ts'
import type { ReleaseContext } from '../context.ts'

type Copying = Pick<ReleaseContext, 'host' | 'order' | 'places' | 'release' | 'live' | 'note'>

/**
 * Pictures stand in git beside the database that names them: the first release begins with both. From then on the
 * server's own are the truth, as are those that somebody brought there before. What the project keeps in a place
 * that is new to the server begins so whenever that comes.
 */
export async function copyUploads(context: Copying): Promise<void> {
  const { host, live, order } = context
  for (const { from, to } of order.build.uploads ?? [])
    if (live === null || (await host.files.stat(to)) === null) await copy(context, from, to)
}

async function copy({ host, order, release, note }: Copying, from: string, to: string): Promise<void> {
  const inside = { host, user: order.name, release }
  const argv = ['python', '-', `${release.source}/${from}`, to]
  const { code, stdout, stderr } = await inRelease(inside, argv, { input: script })
  if (code !== 0)
    throw new CabestanError('build.uploads', { path: from }, { detail: { tail: endOf(stderr) } })
  const count = Number(stdout)
  if (count > 0) note('uploads.copied', { count, path: from })
}

/**
 * A directory, which need not be in git, or one file. Links are left out: they would lead nginx to wherever they
 * point. So is what begins with a dot.
 */
const script = `\
import os
import shutil
import sys

source, target = sys.argv[1:3]
os.umask(0o027)


def found():
    if os.path.isfile(source):
        yield source, target
        return
    for directory, names, files in os.walk(source):
        names[:] = [name for name in names if not name.startswith('.')]
        there = os.path.normpath(os.path.join(target, os.path.relpath(directory, source)))
        os.makedirs(there, exist_ok=True)
        for name in files:
            yield os.path.join(directory, name), os.path.join(there, name)


copied = 0
os.makedirs(os.path.dirname(target) if os.path.isfile(source) else target, exist_ok=True)
for path, new in found():
    if os.path.basename(path).startswith('.') or os.path.islink(path) or os.path.lexists(new):
        continue
    shutil.copyfile(path, new + '.new')
    os.replace(new + '.new', new)
    copied += 1
print(copied)
`
