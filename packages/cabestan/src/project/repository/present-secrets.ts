import type { Tree } from '../tree/tree.ts'
import { type FoundSecret, secretsIn } from './secrets.ts'

/** A secret in a commit or in the history before it. Its value is not kept. */
export interface CommittedSecret {
  readonly kind: FoundSecret['kind']
  readonly name: string
  readonly file: string
  readonly line: number
  /** The commit that brought it, or the oldest one that could be seen; null where none was looked at. */
  readonly commit: string | null
  /** The date of that commit: `2019-03-02`. */
  readonly date: string | null
  /** It still stands in a file of the commit that was read. */
  readonly present: boolean
}

const mostBytes = 256 * 1024

/** Secrets in the files as they are now, grouped by what identifies them. */
export function presentSecrets(tree: Tree): Map<string, CommittedSecret> {
  const secrets = new Map<string, CommittedSecret>()
  for (const file of tree.paths) {
    const entry = tree.entry(file)
    const text = entry?.type === 'file' && entry.bytes <= mostBytes ? tree.text(file) : null
    for (const found of text === null ? [] : secretsIn(file, text)) {
      const { kind, name, line } = found
      const secret = { kind, name, file, line, commit: null, date: null, present: true }
      if (!secrets.has(secretKey(found))) secrets.set(secretKey(found), secret)
    }
  }
  return secrets
}

/** Only for comparing, because it contains the value. */
export function secretKey({ kind, value }: FoundSecret): string {
  return `${kind}\0${value}`
}
