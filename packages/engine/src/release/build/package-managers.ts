import type { Build } from '@cabestan/protocol/releases'

type Manager = NonNullable<Build['frontEnd']>['manager']

/** What is tried to install the packages, in this order: as they are locked, then as they are asked for. */
export async function installCommands(
  manager: Manager,
  has: (file: string) => Promise<boolean>,
): Promise<readonly (readonly string[])[]> {
  const program = programOf(manager)
  if (manager !== 'npm')
    return [
      [...program, 'install', '--frozen-lockfile'],
      [...program, 'install'],
    ]
  const install = [...program, 'install', '--include=dev', '--no-save']
  const isLocked = (await has('package-lock.json')) || (await has('npm-shrinkwrap.json'))
  return isLocked ? [[...program, 'ci', '--include=dev'], install] : [install]
}

export function runCommand(manager: Manager, script: string): readonly string[] {
  return [...programOf(manager), 'run', script]
}

/** Debian has npm; by it the others come, each in a version that Debian's Node runs. yarn 1 starts the yarn that a project brings. */
function programOf(manager: Manager): readonly string[] {
  if (manager === 'npm') return ['npm']
  return ['npm', 'exec', '--yes', `--package=${versions[manager]}`, '--', manager]
}

const versions: Readonly<Record<Exclude<Manager, 'npm'>, string>> = {
  yarn: 'yarn@1',
  pnpm: 'pnpm@9',
  bun: 'bun@1',
}
