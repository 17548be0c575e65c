import { randomBytes } from 'node:crypto'
import { type Change, type ChangeItem, changeOf } from '@cabestan/protocol/changes'
import { Secret } from '@cabestan/protocol/secret'
import type { StepOf } from '@cabestan/protocol/steps'
import type { GeneratedValue } from '@cabestan/protocol/steps/files'
import type { Files, Host } from '../host/host.ts'
import { holds, portIn, valueIn, withValues } from './environment-text.ts'
import { attributeChanges, typeChanges } from './file.ts'
import { freePort } from './free-port.ts'
import type { ApplyContext, CheckContext, StepKind } from './kind.ts'

type EnvironmentFileStep = StepOf<'environment-file'>
type Wanted = EnvironmentFileStep['values'][string]

/** Generated values exist nowhere else, and deleting them would end every session. */
export const environmentFile: StepKind<'environment-file'> = {
  check,
  apply,
  remove: ({ path }, { host }) => host.files.remove(path),
  holdsData: true,
}

async function check(step: EnvironmentFileStep, { host: { files } }: CheckContext): Promise<Change | null> {
  const [stat, text] = await Promise.all([files.stat(step.path), readOwn(files, step.path)])
  return changeOf([
    ...typeChanges(step.path, stat, 'file'),
    ...variableChanges(step, text),
    ...attributeChanges(step.path, stat, step),
  ])
}

/** One write for all of them: a generated value is on disk before anybody can use it. */
async function apply(step: EnvironmentFileStep, _change: Change, { host }: ApplyContext): Promise<void> {
  const text = await readOwn(host.files, step.path)
  const values = new Map<string, string>()
  for (const [key, wanted] of missing(step, text ?? '')) {
    values.set(key, 'value' in wanted ? wanted.value : await generate(wanted.generate, host))
  }
  await host.files.write(step.path, new Secret(withValues(text ?? head, values)), step)
}

/** Owner and mode of a new file. */
export const head = `# Managed by Cabestan, which keeps the variables it knows and makes secrets once.
# Add your own: they stay as they are.
`

/** Names only, because any value may be a secret. */
function variableChanges(step: EnvironmentFileStep, text: string | null): ChangeItem[] {
  const add = missing(step, text ?? '').map(([key]) => key)
  const remove = add.filter((key) => valueIn(text ?? '', key) !== undefined)
  if (add.length === 0 && text !== null) return []
  return [{ type: 'list', what: 'variables', subject: step.path, add, remove }]
}

function missing(step: EnvironmentFileStep, text: string): [string, Wanted][] {
  return Object.entries(step.values).filter(([key, wanted]) =>
    'value' in wanted ? !holds(text, key, wanted.value) : !isMade(text, key, wanted.generate),
  )
}

function isMade(text: string, key: string, what: GeneratedValue): boolean {
  return what === 'port' ? portIn(text, key) !== undefined : Boolean(valueIn(text, key))
}

/** Never written through a link: it may lead to a file that the reader must not see. */
export async function readOwn(files: Files, path: string): Promise<string | null> {
  return (await files.stat(path))?.type === 'file' ? files.readText(path) : null
}

/** Letters, digits, - and _ are safe for every reader of the file, in addresses and on command lines. */
async function generate(what: GeneratedValue, host: Host): Promise<string> {
  if (what === 'port') return String(await freePort(host))
  const bytes = { 'django-key': 48, password: 32 }[what]
  return randomBytes(bytes).toString('base64url')
}
