/** What Python's `os.path` does on Linux, on texts alone. */
export function posixJoin(...parts: readonly string[]): string {
  let path = ''
  for (const part of parts) {
    if (part.startsWith('/')) path = part
    else path = path === '' || path.endsWith('/') ? path + part : `${path}/${part}`
  }
  return path
}

export function normalised(path: string): string {
  const root = path.startsWith('/') ? '/' : ''
  const kept: string[] = []
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue
    if (part !== '..') kept.push(part)
    else if (kept.length > 0 && kept.at(-1) !== '..') kept.pop()
    else if (root === '') kept.push(part)
  }
  return root + kept.join('/') || '.'
}

export function posixDirectoryOf(path: string): string {
  const at = path.lastIndexOf('/') + 1
  const head = path.slice(0, at)
  return /^\/*$/.test(head) ? head : head.replace(/\/+$/, '')
}

export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

/** `['settings', '.py']`; a dot in front is no suffix. */
export function splitSuffix(path: string): readonly [string, string] {
  const name = nameOf(path)
  const at = name.lastIndexOf('.')
  if (at <= 0 || /^\.*$/.test(name.slice(0, at))) return [path, '']
  return [path.slice(0, path.length - name.length + at), name.slice(at)]
}

/** What `pathlib` makes of it: no dots, no doubled slashes, but `..` stays. */
export function purePath(path: string): string {
  const parts = path.split('/').filter((part) => part !== '' && part !== '.')
  return (path.startsWith('/') ? '/' : '') + parts.join('/') || '.'
}

/** `pathlib`'s parent: the root's is the root. */
export function parentOf(path: string): string {
  const clean = purePath(path)
  if (clean === '/' || clean === '.') return clean
  return posixDirectoryOf(clean) || '.'
}
