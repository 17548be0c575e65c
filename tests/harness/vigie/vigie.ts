import type { EventDetail, IssueLine, IssuePage } from '../../../packages/vigie/src/contract/issue.ts'
import type { Project } from '../../../packages/vigie/src/contract/project.ts'
import type { Status } from '../../../packages/vigie/src/contract/status.ts'
import { until } from './programs.ts'
import { type Server, type ServerOptions, startServer } from './server.ts'

/** A running Vigie whose first account was made by its one-time link, and a token of that account. */
export interface Vigie {
  readonly server: Server
  readonly api: Api
}

/** `/api/v1` as a script with a token sees it. */
interface Api {
  get<Answer>(path: string): Promise<Answer>
  send<Answer>(method: string, path: string, body?: unknown): Promise<Answer>
}

export async function startVigie(options: ServerOptions = {}): Promise<Vigie> {
  const server = await startServer(options)
  await until(async () => linkIn(server) !== null)
  return { server, api: await firstAccount(server) }
}

/** The same data and the same account, on the same port, so that tokens and keys go on. */
export async function restart({ server, api }: Vigie): Promise<Vigie> {
  return { api, server: await startServer({ data: server.data, port: server.port }) }
}

export async function projectOf({ api }: Vigie, name: string): Promise<Project> {
  const { id } = await api.send<{ id: number }>('POST', '/projects', { name, slug: name, platform: 'python' })
  const project = (await api.get<readonly Project[]>('/projects')).find((each) => each.id === id)
  if (!project) throw new Error(`${name} was not made`)
  return project
}

/** What there is of a project, once nothing waits to be digested and so many issues are there. */
export async function issuesOf(
  { api }: Vigie,
  project: Project,
  atLeast: number,
): Promise<readonly IssueLine[]> {
  let issues: readonly IssueLine[] = []
  await until(async () => {
    const page = await api.get<IssuePage>(`/issues?project=${project.id}&query=&limit=100&sort=first-seen`)
    issues = page.issues
    return issues.length >= atLeast && (await api.get<Status>('/status')).backlog === 0
  })
  return issues
}

export const latestOf = ({ api }: Vigie, { id }: IssueLine) =>
  api.get<EventDetail>(`/issues/${id}/events/latest`)

const linkIn = (server: Server) => /https?:\/\/\S*invitation\S*?[/=#]([\w-]{16,})/.exec(server.said())

async function firstAccount(server: Server): Promise<Api> {
  const [, token = ''] = linkIn(server) ?? []
  const base = `${server.url}/api/v1`
  const browser = apiOf(base, { origin: server.url })
  const ada = { email: 'ada@example.org', name: 'Ada', password: 'a long enough password', language: 'en' }
  const accepted = await browser.raw('POST', '/invitations/accept', { token, ...ada })
  const cookie = accepted.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ')
  const signedIn = apiOf(base, { origin: server.url, cookie })
  const made = await signedIn.send<{ token: string }>('POST', '/me/tokens', { name: 'tests', mayWrite: true })
  return apiOf(base, { authorization: `Bearer ${made.token}` })
}

function apiOf(base: string, headers: Readonly<Record<string, string>>) {
  const raw = async (method: string, path: string, body?: unknown): Promise<Response> => {
    const answer = await fetch(base + path, {
      method,
      headers: { 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
    return answer
  }
  const send = async <Answer>(method: string, path: string, body?: unknown): Promise<Answer> => {
    const text = await (await raw(method, path, body)).text()
    return (text === '' ? null : JSON.parse(text)) as Answer
  }
  return { raw, send, get: <Answer>(path: string) => send<Answer>('GET', path) }
}
