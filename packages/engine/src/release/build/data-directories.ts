import { AbsolutePath } from '@cabestan/protocol/names'
import { run } from '../../host/run.ts'
import { readOwn } from '../../steps/environment-file.ts'
import { valuesIn } from '../../steps/environment-text.ts'
import { asUser } from '../command.ts'
import type { ReleaseContext } from '../context.ts'
import type { Places } from '../places.ts'

type Context = Pick<ReleaseContext, 'host' | 'order' | 'places' | 'release'>

/**
 * SQLite, Huey and their like make their file, and not the directory that it is to lie in. Only inside the
 * application's own, and by its user: wherever a link in there may lead, it can make nothing else.
 */
export async function makeDataDirectories({ host, order, places, release }: Context): Promise<void> {
  const values = valuesIn((await readOwn(host.files, release.environment)) ?? '').values()
  const named = [...(order.build.dataFiles ?? []), ...[...values].flatMap((value) => filesIn(value, places))]
  const directories = named
    .map((path) => path.slice(0, path.lastIndexOf('/')))
    .filter((directory) => isInside(directory, places))
  if (directories.length === 0) return
  const wanted = [...new Set(directories)].sort()
  await run(host, asUser(order.name, ['mkdir', '--parents', '--mode=0750', '--', ...wanted]))
}

/** Finds the path also inside a longer address: `sqlite:////srv/shop/data/books/books.sqlite3?timeout=20`. */
function filesIn(value: string, { data, media }: Places): string[] {
  return [data, media].flatMap((own) => {
    const at = value.indexOf(`${own}/`)
    const path = at < 0 ? '' : (/^[^\s?#;,:'"]+/.exec(value.slice(at))?.[0] ?? '')
    return AbsolutePath.safeParse(path).success ? [path] : []
  })
}

function isInside(path: string, { data, media }: Places): boolean {
  return [data, media].some((own) => path.startsWith(`${own}/`))
}
