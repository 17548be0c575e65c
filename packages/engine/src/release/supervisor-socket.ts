import type { Host } from '../host/host.ts'

/** One of the structures of an answer, by its members’ names. */
export type Told = Readonly<Record<string, string>>

interface Call {
  readonly method: 'getAllProcessInfo' | 'startProcessGroup'
  readonly parameters?: readonly string[]
  readonly timeoutMs: number
}

/** Where Debian’s configuration puts it. */
const socket = '/run/supervisor.sock'

/**
 * supervisorctl takes a fifth of a second to start, more on a busy server; the socket that it asks answers within some
 * milliseconds. Null where the answer is not the list that was hoped for: then supervisorctl finds the way, or the words.
 */
export async function askSupervisor(host: Host, call: Call): Promise<Told[] | null> {
  const question = { at: { socket }, path: '/RPC2', body: textOf(call), timeoutMs: call.timeoutMs }
  const answer = await host.ask(question)
  const isWhole = answer.status === 200 && answer.body.trimEnd().endsWith('</methodResponse>')
  if (!isWhole || answer.body.includes('<fault>')) return null
  return [...answer.body.matchAll(/<struct>(.*?)<\/struct>/gs)].map(([, members = '']) => membersOf(members))
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
