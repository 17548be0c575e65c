import { writeFile } from 'node:fs/promises'
import { CabestanError } from '@cabestan/protocol/failures'

/** A file that the person asked for. That it cannot be there is theirs to know and to mend, and no defect of ours. */
export async function writeAskedFile(
  path: string,
  content: string | Uint8Array,
  options: Parameters<typeof writeFile>[2] = {},
): Promise<void> {
  await writeFile(path, content, options).catch((cause: NodeJS.ErrnoException) => {
    const { code: problem } = cause
    throw new CabestanError('output.file', { path, ...(problem ? { problem } : {}) }, { cause })
  })
}
