import type { Read } from './problems.ts'

/** Where a server is: what ssh takes for a destination, or a throwaway server on this machine. */
export type ServerAddress =
  | {
      readonly type: 'ssh'
      /** As it stands in the file. */
      readonly destination: string
      /** Null where ssh's own configuration decides. */
      readonly user: string | null
    }
  | { readonly type: 'sandbox'; readonly destination: string; readonly name: string }

const sandbox = /^sandbox:([a-z](?:[a-z0-9-]{0,30}[a-z0-9])?)$/
// ssh would take a user or a host that begins with a dash for an option.
const user = '(?:([A-Za-z0-9_][A-Za-z0-9_.+\\\\-]*)@)?'
const name = '[A-Za-z0-9_][A-Za-z0-9_.-]*'
const address = '[0-9a-fA-F]*:[0-9a-fA-F:.]+(?:%[A-Za-z0-9_.-]+)?'
const port = '(?::([0-9]{1,5}))?'
const forms = [
  new RegExp(`^(?:ssh://)?${user}(?:${name}|\\[${address}\\])${port}$`),
  new RegExp(`^${user}${address}$`),
]

export function readServer(text: string): Read<ServerAddress> {
  const sandboxName = text.match(sandbox)?.[1]
  if (sandboxName !== undefined) {
    return { value: { type: 'sandbox', destination: text, name: sandboxName } }
  }
  const parts = forms.map((form) => text.match(form)).find((match) => match !== null)
  if (!parts || text.startsWith('sandbox:') || !isPort(parts[2])) return { problem: 'server' }
  return { value: { type: 'ssh', destination: text, user: parts[1] ?? null } }
}

function isPort(text: string | undefined): boolean {
  return text === undefined || (Number(text) >= 1 && Number(text) <= 65_535)
}
