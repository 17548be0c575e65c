import type { Build } from '@cabestan/protocol/orders'
import type { FilesView } from '../../render/settings/view.ts'
import type { Reading } from '../reading.ts'

/** Committed files of the directories that are kept outside of the releases. */
export function uploadsInGit(
  { data }: Pick<Reading, 'data'>,
  files: Pick<FilesView, 'data'>,
  media: string,
): Pick<Build, 'uploads'> {
  const uploads = data.insideCheckout.flatMap(({ setting, path, files: count }) => {
    const kept = files.data.find(({ path: [named] }) => named === setting)?.directory
    const to = setting === 'MEDIA_ROOT' ? media : kept
    return count > 0 && to !== undefined ? [{ from: path, to }] : []
  })
  return uploads.length === 0 ? {} : { uploads }
}
