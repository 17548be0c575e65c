import { AbsolutePath } from '@cabestan/protocol/names'
import type { Build } from '@cabestan/protocol/orders'
import { textsIn } from '../python/access.ts'
import type { Reading } from '../reading.ts'

const most = 100

/** Files that the settings name below the application's own directories: of a database, a queue, an index. */
export function dataFiles(
  { settings }: Pick<Reading, 'settings'>,
  { data, media }: { readonly data: string; readonly media: string },
): Pick<Build, 'dataFiles'> {
  const texts = [...settings.values.values()].flatMap(textsIn)
  const files = texts.filter(
    (text) => [data, media].some((own) => text.startsWith(`${own}/`)) && AbsolutePath.safeParse(text).success,
  )
  return files.length === 0 ? {} : { dataFiles: [...new Set(files)].sort().slice(0, most) }
}
