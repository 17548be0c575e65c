import { realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { CabestanError } from '@cabestan/protocol/failures'

/**
 * A file that the person asked for. That it cannot be there is theirs to know and to mend, and no defect of ours.
 * Written synchronously: with Ctrl-C, or `| head`, the process would end while the file is empty.
 */
export function writeAskedFile(
  path: string,
  content: string | Uint8Array,
  options: Parameters<typeof writeFileSync>[2] = {},
): void {
  telling(path, () => writeFileSync(path, content, options))
}

/** The former content stands until the new one does, whatever the disk has room for. */
export function replaceFile(path: string, content: string): void {
  telling(path, () => {
    const file = realpathSync(path)
    const beside = `${file}.${process.pid}.new`
    try {
      writeFileSync(beside, content, { mode: statSync(file).mode })
      renameSync(beside, file)
    } finally {
      rmSync(beside, { force: true })
    }
  })
}

function telling(path: string, write: () => void): void {
  try {
    write()
  } catch (cause) {
    const { code: problem } = cause as NodeJS.ErrnoException
    throw new CabestanError('output.file', { path, ...(problem ? { problem } : {}) }, { cause })
  }
}
