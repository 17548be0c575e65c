/** What could stand for an argument or an option, by its name. */
export type Candidates = Readonly<Record<string, readonly string[] | undefined>>

/** Only what these words could want is looked up: the shell asks at each press of a key. */
export async function candidatesFor(words: readonly string[]): Promise<Candidates> {
  const [command] = words
  const before = words.at(-2)
  if (before === '-e' || before === '--environment') return { environment: await environments() }
  if (command === 'sandbox') return { name: await sandboxes() }
  if (command === 'explain') return { step: await kinds() }
  return {}
}

async function sandboxes(): Promise<string[]> {
  const { machineNames } = await import('./sandbox/record.ts')
  return machineNames().catch(() => [])
}

async function kinds(): Promise<string[]> {
  const { stepKinds } = await import('@cabestan/protocol/steps')
  return stepKinds
}

/** The refusal of a name that no environment can have lists those that there are. */
async function environments(): Promise<string[]> {
  const [{ load }, { toFailure }] = await Promise.all([
    import('./config/load.ts'),
    import('@cabestan/protocol/failures'),
  ])
  const refused = await load({ directory: process.cwd(), environment: '?' }).catch(toFailure)
  return 'values' in refused ? (refused.values['known']?.split(', ') ?? []) : []
}
