/** One line of `git ls-tree -r -l -z`. */
export interface Listed {
  readonly path: string
  readonly type: 'file' | 'link' | 'submodule'
  readonly object: string
  readonly bytes: number
  readonly executable: boolean
}

/** A commit can contain hundreds of thousands of files; no Django project has more than this. */
export const mostFiles = 200_000

/** `<mode> <type> <object> <bytes>⇥<path>`, each ended by a zero byte. A path may be any bytes except zero. */
export function parseListing(output: Buffer): Listed[] {
  const listed: Listed[] = []
  let at = 0
  while (at < output.length && listed.length < mostFiles) {
    const end = output.indexOf(0, at)
    if (end === -1) break
    const one = parseLine(output.toString('utf8', at, end))
    if (one && isPlain(one.path)) listed.push(one)
    at = end + 1
  }
  return listed
}

function parseLine(line: string): Listed | null {
  const tab = line.indexOf('\t')
  const [mode = '', , object = '', bytes = ''] = line.slice(0, tab).split(/ +/)
  if (tab === -1 || object === '') return null
  const type = mode === '120000' ? 'link' : mode === '160000' ? 'submodule' : 'file'
  return {
    path: line.slice(tab + 1),
    type,
    object,
    bytes: Number(bytes) || 0,
    executable: mode === '100755',
  }
}

/** A tree that was made by hand can contain `..` and `.git`; git itself checks neither out. */
function isPlain(path: string): boolean {
  return !path.split('/').some((part) => part === '' || part === '.' || part === '..' || part === '.git')
}
