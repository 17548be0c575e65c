/** What could complete an argument or an option, by its name. */
export type Candidates = Readonly<Record<string, readonly string[] | undefined>>

/** Looks up only what these words could want, because the shell asks at each press of a key. */
export async function candidatesFor(words: readonly string[]): Promise<Candidates> {
  const [command] = words
  const before = words.at(-2)
  if (before === '-e' || before === '--environment') return { environment: await environments() }
  if (command === 'sandbox') return { name: await sandboxes() }
  if (command === 'explain') return { step: await kinds() }
  if (command === 'deploy' || command === 'plan') return { ref: await refs() }
  if (command === 'maintenance') return { state: ['on', 'off'] }
  if (command === 'logs') return { process: [...(await processes()), ...otherLogs] }
  if (command === 'restart') return { process: await processes() }
  if (command === 'scale') return { 'process=n': (await processes()).map((name) => `${name}=`) }
  return {}
}

const otherLogs = ['site', 'failures', 'nginx', 'nginx-errors']

/** Processes that nearly every site has, and those of the configuration: reading the project would take too long. */
async function processes(): Promise<string[]> {
  const { load } = await import('./config/load.ts')
  const configuration = await load({ directory: process.cwd() }).catch(() => null)
  const named = Object.entries(configuration?.project.processes ?? {})
  return [...new Set(['web', 'worker', 'beat', ...named.map(([name]) => name)])].filter(
    (name) => configuration?.project.processes[name] !== false,
  )
}

/** Branches and tags, the newest first, because an old repository has thousands. */
async function refs(): Promise<string[]> {
  const { git } = await import('./project/tree/git.ts')
  const options = ['--sort=-creatordate', `--count=${mostRefs}`, '--format=%(refname:strip=2)']
  const listed = await git(process.cwd(), ['for-each-ref', ...options, 'refs/heads', 'refs/tags']).catch(
    () => null,
  )
  return (listed?.stdout.toString() ?? '').split('\n').filter(Boolean)
}

const mostRefs = 200

async function sandboxes(): Promise<string[]> {
  const { machineNames } = await import('./sandbox/record.ts')
  return machineNames().catch(() => [])
}

async function kinds(): Promise<string[]> {
  const { stepKinds } = await import('@cabestan/protocol/steps')
  return stepKinds
}

/** The refusal of a name that no environment has lists those that exist. */
async function environments(): Promise<string[]> {
  const [{ load }, { toFailure }] = await Promise.all([
    import('./config/load.ts'),
    import('@cabestan/protocol/failures'),
  ])
  const refused = await load({ directory: process.cwd(), environment: '?' }).catch(toFailure)
  return 'values' in refused ? (refused.values['known']?.split(', ') ?? []) : []
}
