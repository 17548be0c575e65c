import type { Place } from '../answer.ts'
import type { Tree } from '../tree/tree.ts'

/**
 * The Python that a platform is told to use. Read line by line, because platforms accept such files with all their
 * faults.
 */
interface Platform {
  readonly name: RegExp
  readonly version: RegExp
}

export const platformFiles: readonly Platform[] = [
  // `- key: PYTHON_VERSION` and, below it, `value: 3.11.4`.
  {
    name: /(?:^|\/)render\.ya?ml$/,
    version: /\bkey:\s*["']?PYTHON_VERSION\b["']?[^\S\n]*\r?\n\s*value:\s*["']?(\d+\.\d+[\d.]*)/,
  },
  {
    name: /(?:^|\/)(?:\.platform\.app|\.platform\/applications|\.upsun\/[\w-]+)\.ya?ml$/,
    version: /^\s*(?:- )?type:\s*["']?python:(\d+\.\d+)/m,
  },
  {
    name: /(?:^|\/)(?:fly|nixpacks|railway)\.toml$/,
    version: /^\s*(?:NIXPACKS_)?PYTHON_VERSION\s*=\s*["']?(\d+\.\d+[\d.]*)/m,
  },
]

/** The version as it stands there, and its place. */
export function platformPython(
  tree: Tree,
  path: string,
  { version }: Platform,
): { text: string; place: Place } | null {
  const content = (tree.text(path) ?? '').slice(0, 100_000)
  const found = version.exec(content)
  if (found?.[1] === undefined) return null
  const end = found.index + found[0].length
  return { text: found[1], place: { file: path, line: content.slice(0, end).split('\n').length } }
}
