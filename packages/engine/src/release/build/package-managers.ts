import type { Build } from '@cabestan/protocol/orders'

type Manager = NonNullable<Build['frontEnd']>['manager']

/**
 * What is tried in turn to install the packages: first exactly as they are locked, then as package.json asks for
 * them.
 */
export async function installCommands(
  manager: Manager,
  has: (file: string) => Promise<boolean>,
  description: string | null,
): Promise<readonly (readonly string[])[]> {
  const program = programOf(manager, description)
  if (manager !== 'npm')
    return [
      [...program, 'install', '--frozen-lockfile'],
      [...program, 'install'],
    ]
  const install = [...program, 'install', '--include=dev', '--no-save']
  const isLocked = (await has('package-lock.json')) || (await has('npm-shrinkwrap.json'))
  return isLocked ? [[...program, 'ci', '--include=dev'], install] : [install]
}

export function runCommand(manager: Manager, script: string, description: string | null): readonly string[] {
  return [...programOf(manager, description), 'run', script]
}

/**
 * Debian brings npm, and npm installs the others, each in a version that Debian's Node can run. yarn 1 starts the
 * yarn that a project brings.
 */
function programOf(manager: Manager, description: string | null): readonly string[] {
  if (manager === 'npm') return ['npm']
  const program = (manager === 'yarn' && yarnStated(description)) || versions[manager]
  return ['npm', 'exec', '--yes', `--package=${program}`, '--', manager]
}

/** yarn 1 refuses to work where package.json names a later one, which npm publishes under another name. */
function yarnStated(description: string | null): string | null {
  const [, version, major] =
    /"packageManager"\s*:\s*"yarn@((\d{1,3})\.\d{1,4}\.\d{1,4})[+"]/.exec(description ?? '') ?? []
  return version === undefined || Number(major) < 2 ? null : `@yarnpkg/cli-dist@${version}`
}

const versions: Readonly<Record<Exclude<Manager, 'npm'>, string>> = {
  yarn: 'yarn@1',
  pnpm: 'pnpm@9',
  bun: 'bun@1',
}
