import type { StepKindName, StepOf } from '@cabestan/protocol/steps'

/** What one would type by hand, as in the guides: commands, and files to edit. */
export type HandMove =
  | { readonly type: 'command'; readonly argv: readonly string[] }
  | { readonly type: 'edit'; readonly path: string; readonly lines: readonly string[] }

export type ByHand = { readonly [K in StepKindName]: (step: StepOf<K>) => HandMove[] }

export function sudo(...argv: readonly string[]): HandMove {
  return { type: 'command', argv: ['sudo', ...argv] }
}

export function edit(path: string, content: string | readonly string[]): HandMove {
  const lines = typeof content === 'string' ? content.trimEnd().split('\n') : content
  return { type: 'edit', path, lines }
}

export function reload(service: string | undefined): HandMove[] {
  return service ? [sudo('systemctl', 'reload', service)] : []
}
