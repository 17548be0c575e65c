import { gzipSync } from 'node:zlib'
import { tarEnd, tarHead, tarPadding } from '../tar.ts'

export type Files = Readonly<Record<string, string>>

/** Text files as a tar.gz that any tar reads. */
export function archive(files: Files, directory: string, now: number): Buffer {
  const pieces = Object.entries(files).flatMap(([name, text]) => {
    const content = Buffer.from(text)
    const bytes = content.length
    const head = tarHead({ path: `${directory}/${name}`, type: 'file', bytes, mode: 0o600, at: now })
    return [head, content, tarPadding(bytes)]
  })
  return gzipSync(Buffer.concat([...pieces, tarEnd]))
}
