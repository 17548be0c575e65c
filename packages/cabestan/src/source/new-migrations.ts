import { git } from '../project/tree/git.ts'
import { joined } from '../project/tree/source-paths.ts'
import type { Tree } from '../project/tree/tree.ts'

/** A migration that the live release lacks, with what it plainly removes or renames. */
export interface NewMigration {
  /** `shop.0002_price` */
  readonly name: string
  /** `RenameField album.price` */
  readonly operations: readonly string[]
}

export interface Since {
  readonly tree: Pick<Tree, 'text'>
  readonly top: string
  readonly commit: string
  readonly live: string
  readonly applications: readonly { readonly label: string; readonly directory: string }[]
}

/** Also empty where it cannot be known, because this repository does not have the live commit. */
export async function newMigrations({
  tree,
  top,
  commit,
  live,
  applications,
}: Since): Promise<NewMigration[]> {
  const added = await addedSince(top, commit, live)
  return applications.flatMap(({ label, directory }) => {
    const place = `${joined(directory, 'migrations')}/`
    return added
      .filter((path) => path.startsWith(place) && /^[^_~.][^./]*\.py$/.test(path.slice(place.length)))
      .map((path) => ({
        name: `${label}.${path.slice(place.length, -'.py'.length)}`,
        operations: losingOperations(tree.text(path) ?? ''),
      }))
  })
}

async function addedSince(top: string, commit: string, live: string): Promise<string[]> {
  const what = ['--name-only', '--no-renames', '--diff-filter=A', '-z', live, commit, '--']
  const { code, stdout } = await git(top, ['diff', ...what])
  return code === 0 ? stdout.toString().split('\0').filter(Boolean).sort() : []
}

const word = `['"](\\w+)['"]`
const named = (key: string) => `(?:${key}\\s*=\\s*)?${word}`
const ofField = new RegExp(
  `\\b(RemoveField|RenameField)\\(\\s*${named('model_name')}\\s*,\\s*${named('(?:name|old_name)')}`,
  'g',
)
const ofModel = new RegExp(`\\b(DeleteModel|RenameModel)\\(\\s*${named('(?:name|old_name)')}`, 'g')

/** Migrations are generated, so their text shows what they do. Those that change the models alone touch no table. */
function losingOperations(text: string): string[] {
  if (/\bSeparateDatabaseAndState\b/.test(text)) return []
  const bare = text.replace(/#.*$/gm, '')
  const found = [...bare.matchAll(ofField), ...bare.matchAll(ofModel)].sort((a, b) => a.index - b.index)
  return found.map(([, kind, model = '', field]) => {
    const subject = field === undefined ? model.toLowerCase() : `${model.toLowerCase()}.${field}`
    return `${kind} ${subject}`
  })
}
