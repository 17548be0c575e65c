import * as z from 'zod'
import type { Files } from '../host/host.ts'

/** What stood at a path before it was changed, in the form in which it is kept on disk. */
const KeptState = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('absent') }),
  z.strictObject({
    type: z.literal('file'),
    content: z.string(),
    owner: z.string(),
    group: z.string(),
    mode: z.string(),
  }),
  z.strictObject({ type: z.literal('link'), target: z.string() }),
  /** A directory or a device: no step replaces one, so there is nothing to put back. */
  z.strictObject({ type: z.literal('other') }),
])
type KeptState = z.infer<typeof KeptState>

export const KeptStates = z.record(z.string(), KeptState)
export type KeptStates = z.infer<typeof KeptStates>

export async function keep(files: Files, paths: readonly string[]): Promise<KeptStates> {
  const states = await Promise.all(paths.map((path) => keepOne(files, path)))
  return Object.fromEntries(paths.map((path, index) => [path, states[index] ?? { type: 'absent' }]))
}

export async function putBack(files: Files, kept: KeptStates): Promise<void> {
  for (const [path, state] of Object.entries(kept)) await putOneBack(files, path, state)
}

async function keepOne(files: Files, path: string): Promise<KeptState> {
  const stat = await files.stat(path)
  if (!stat) return { type: 'absent' }
  const { type, owner, group, mode } = stat
  if (type === 'link') return { type, target: (await files.readLink(path)) ?? '' }
  if (type === 'file') return { type, content: (await files.readText(path)) ?? '', owner, group, mode }
  return { type: 'other' }
}

async function putOneBack(files: Files, path: string, state: KeptState): Promise<void> {
  switch (state.type) {
    case 'absent':
      return files.remove(path)
    case 'file':
      return files.write(path, state.content, state)
    case 'link':
      return files.link(path, state.target)
    case 'other':
      return
  }
}
