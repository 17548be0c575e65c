import { AbsolutePath } from '@cabestan/protocol/names'
import type { Build } from '@cabestan/protocol/orders'
import type { FilesView } from '../../render/settings/files.ts'
import { textsIn } from '../python/access.ts'
import type { Reading } from '../reading.ts'

const most = 100

/**
 * Files below the application's own directories that the settings name or are made to name: databases, queues,
 * indexes.
 */
export function dataFiles(
  { settings }: Pick<Reading, 'settings'>,
  files: Pick<FilesView, 'data'>,
  { data, media }: { readonly data: string; readonly media: string },
): Pick<Build, 'dataFiles'> {
  const texts = [...settings.values.values()].flatMap(textsIn)
  const moved = files.data.flatMap(({ to, isFile }) => (isFile ? [to] : []))
  const named = [...texts, ...moved].filter(
    (text) => [data, media].some((own) => text.startsWith(`${own}/`)) && AbsolutePath.safeParse(text).success,
  )
  return named.length === 0 ? {} : { dataFiles: [...new Set(named)].sort().slice(0, most) }
}
