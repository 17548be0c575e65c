import type { Build } from '@cabestan/protocol/orders'
import type { FilesView } from '../../render/settings/files.ts'
import type { Reading } from '../reading.ts'

const most = 20

/**
 * What is kept outside of the releases begins with the files that git has of it. A directory is made where git has
 * none; one below the uploads comes with these.
 */
export function uploadsInGit(
  { data }: Pick<Reading, 'data'>,
  files: Pick<FilesView, 'data'>,
  media: string,
): Pick<Build, 'uploads'> {
  const pictures = data.insideCheckout.filter(
    ({ setting, files: count }) => setting === 'MEDIA_ROOT' && count > 0,
  )
  const committed = new Set(
    data.insideCheckout.filter(({ files: count }) => count > 0).map(({ path }) => path),
  )
  const kept = files.data.filter(({ from, isFile }) => from !== '' && (!isFile || committed.has(from)))
  const uploads = new Map([
    ...pictures.map(({ path }) => [media, { from: path, to: media }] as const),
    ...kept.map(({ from, to }) => [to, { from, to }] as const),
  ])
  return uploads.size === 0 ? {} : { uploads: [...uploads.values()].slice(0, most) }
}
