import type { Tree } from './tree.ts'

/** A tree of texts, for tests: what git would contain. */
export function memoryTree(files: Readonly<Record<string, string>>): Tree {
  const texts = new Map(Object.entries(files))
  return {
    paths: [...texts.keys()].sort(),
    entry: (path) => {
      const text = texts.get(path)
      if (text === undefined) return undefined
      return { type: 'file', bytes: Buffer.byteLength(text), executable: false }
    },
    text: (path) => texts.get(path) ?? null,
  }
}
