import type { Host } from '../host/host.ts'

/** One struct of an XML-RPC answer, by the names of its members. */
export type Told = Readonly<Record<string, string>>

/** supervisor's word for a process on which it did what was asked. */
export function isDone({ status }: Told): boolean {
  return status === '80'
}

interface Call {
  readonly method:
    | 'getAllProcessInfo'
    | 'reloadConfig'
    | `${'start' | 'stop' | 'signal' | 'add' | 'remove'}ProcessGroup`
  readonly parameters?: readonly string[]
  readonly timeoutMs: number
}

/** The path in Debian’s configuration. */
const socket = '/run/supervisor.sock'

/**
 * supervisorctl takes a fifth of a second to start, more on a busy server; the socket that it asks answers within some
 * milliseconds. Null where the answer is not what was hoped for: then supervisorctl finds the way, or the words.
 */
export async function askSupervisor(host: Host, call: Call): Promise<Told[] | null> {
  const answer = await answerTo(host, call)
  const structures = answer?.matchAll(/<struct>(.*?)<\/struct>/gs)
  return structures ? [...structures].map(([, members = '']) => membersOf(members)) : null
}

/** Compares the files, which supervisor reads again, with the programs that it has. */
export interface Changes {
  readonly added: readonly string[]
  readonly changed: readonly string[]
  readonly removed: readonly string[]
}

export async function rereadFiles(host: Host): Promise<Changes | null> {
  const answer = await answerTo(host, { method: 'reloadConfig', timeoutMs: 10_000 })
  // The answer is three lists of names inside two lists.
  const lists = [
    ...(answer?.matchAll(/<data>((?:\s*<value><string>[^<]*<\/string><\/value>)*)\s*<\/data>/g) ?? []),
  ]
  const [added, changed, removed] = lists.map(([, names = '']) => namesOf(names))
  return added && changed && removed ? { added, changed, removed } : null
}

function namesOf(text: string): string[] {
  return [...text.matchAll(/<string>([^<]*)<\/string>/g)].map(([, name = '']) => unescaped(name))
}

async function answerTo(host: Host, call: Call): Promise<string | null> {
  const question = { at: { socket }, path: '/RPC2', body: textOf(call), timeoutMs: call.timeoutMs }
  const { status, body } = await host.ask(question)
  const isWhole = status === 200 && body.trimEnd().endsWith('</methodResponse>')
  return isWhole && !body.includes('<fault>') ? body : null
}

function textOf({ method, parameters = [] }: Call): string {
  const values = parameters.map((text) => `<param><value><string>${escaped(text)}</string></value></param>`)
  const asked = `<methodName>supervisor.${method}</methodName><params>${values.join('')}</params>`
  return `<?xml version="1.0"?><methodCall>${asked}</methodCall>`
}

function membersOf(text: string): Told {
  const members = text.matchAll(
    /<name>(\w+)<\/name>\s*<value><(?:string|int)>(.*?)<\/(?:string|int)><\/value>/gs,
  )
  return Object.fromEntries([...members].map(([, name = '', value = '']) => [name, unescaped(value)]))
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}

function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
}
