import { basename } from 'node:path'

/** What a process did to its files, in order, as strace saw it. */
export type DiskCall =
  | { readonly type: 'write'; readonly file: string; readonly at: number; readonly data: Buffer }
  | { readonly type: 'cut'; readonly file: string; readonly size: number }
  | { readonly type: 'sync'; readonly file: string }
  | { readonly type: 'ack'; readonly number: number }

export const straceArguments = [
  '-f',
  '-qq',
  '-y',
  '-xx',
  ...['-s', '1000000'],
  ...['-e', 'trace=pwrite64,write,ftruncate,fsync,fdatasync'],
] as const

/** A call that another thread interrupted is on two lines; it counts where it ended. */
export function readTrace(trace: string): readonly DiskCall[] {
  const begun = new Map<string, string>()
  return trace.split('\n').flatMap((line) => {
    const [, thread = '', rest = ''] = /^(\d+)\s+(.*)$/.exec(line) ?? []
    if (rest.endsWith(' <unfinished ...>')) {
      begun.set(thread, rest.slice(0, -' <unfinished ...>'.length))
      return []
    }
    const resumed = /^<\.\.\. \w+ resumed>(.*)$/.exec(rest)
    return readCall(resumed ? `${begun.get(thread) ?? ''}${resumed[1]}` : rest)
  })
}

function readCall(call: string): DiskCall[] {
  const [, name, path = '', rest = ''] =
    /^(\w+)\(\d+<((?:\\x[0-9a-f]{2})*|[^>]*)>(.*)\) += \d+$/.exec(call) ?? []
  const file = basename(path.includes('\\x') ? bytesOf(path).toString() : path)
  if (name === 'fsync' || name === 'fdatasync') return [{ type: 'sync', file }]
  if (name === 'ftruncate') return [{ type: 'cut', file, size: Number(rest.slice(2)) }]
  const [, data = '', at] = /^, "((?:\\x[0-9a-f]{2})*)", \d+(?:, (\d+))?$/.exec(rest) ?? []
  if (name === 'pwrite64') return [{ type: 'write', file, at: Number(at), data: bytesOf(data) }]
  const ack = /^ack (\d+)/.exec(bytesOf(data).toString())
  return name === 'write' && ack ? [{ type: 'ack', number: Number(ack[1]) }] : []
}

function bytesOf(escaped: string): Buffer {
  return Buffer.from(escaped.replaceAll('\\x', ''), 'hex')
}

/** How much of what was written since its last sync reached the disk before the power failed. */
export type Luck = 'none' | 'half'

/** The files on a disk whose power failed at the end of these calls. */
export function afterPowerCut(calls: readonly DiskCall[], luck: Luck): ReadonlyMap<string, Buffer> {
  const files = new Map<string, Buffer>()
  for (const [index, call] of calls.entries()) {
    if (call.type === 'ack' || call.type === 'sync') continue
    const isSynced = calls.some(
      (later, at) => at > index && later.type === 'sync' && later.file === call.file,
    )
    if (isSynced || (luck === 'half' && Math.random() < 0.5))
      files.set(call.file, applied(files.get(call.file), call))
  }
  return files
}

function applied(
  before: Buffer = Buffer.alloc(0),
  call: Extract<DiskCall, { type: 'write' | 'cut' }>,
): Buffer {
  const size = call.type === 'cut' ? call.size : Math.max(before.length, call.at + call.data.length)
  const after = Buffer.alloc(size)
  before.copy(after, 0, 0, size)
  if (call.type === 'write') call.data.copy(after, call.at)
  return after
}
