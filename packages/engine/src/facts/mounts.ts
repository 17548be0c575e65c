import type { Host } from '../host/host.ts'

export interface Mounts {
  isReadOnly(path: string): boolean
}

export async function readMounts({ files }: Host): Promise<Mounts> {
  return parseMounts((await files.readText('/proc/self/mounts')) ?? '')
}

/** The deepest mount above a path counts, and the last one where several are mounted in the same place. */
export function parseMounts(text: string): Mounts {
  const mounts = text.split('\n').map((line) => {
    const [, at = '', , options = ''] = line.split(' ')
    return { at: unescaped(at), readOnly: options.split(',').includes('ro') }
  })
  return {
    isReadOnly(path) {
      const above = mounts.filter(({ at }) => at !== '' && `${path}/`.startsWith(at === '/' ? at : `${at}/`))
      const deepest = Math.max(...above.map(({ at }) => at.length))
      return above.findLast(({ at }) => at.length === deepest)?.readOnly ?? false
    },
  }
}

/** /proc/mounts writes spaces and similar characters as octal numbers. */
function unescaped(path: string): string {
  return path.replace(/\\([0-7]{3})/g, (_, digits) => String.fromCharCode(Number.parseInt(digits, 8)))
}
