import type { VenvOrder } from '@cabestan/protocol/orders'
import type { Argv, ExecResult } from '../../host/host.ts'
import { bounded } from '../bounded.ts'
import type { ReleaseContext } from '../context.ts'
import {
  listForNewerSetuptools,
  listForTwoToThree,
  wantsNewerSetuptools,
  wantsTwoToThree,
} from './build-setuptools.ts'
import type { Installer } from './installer.ts'
import type { Lists } from './lists.ts'
import { lacksPkgResources, listOfPkgResources } from './pkg-resources.ts'
import type { Python } from './pythons.ts'
import { madeIntoWheel, unopened } from './unopened.ts'
import { venvFailure } from './venv-failure.ts'

interface Work {
  readonly venv: string
  readonly lists: Lists
  /** The directory that relative paths in the lists are relative to. */
  readonly directory: string
}

/** Makes the venv and fills it. Returns how many packages were installed. */
export async function install(context: ReleaseContext, installer: Installer, work: Work): Promise<number> {
  let installed = 0
  for (const argv of commands(installer, context.order.venv, work))
    installed += countIn(await carriedOut(context, installer, { work, argv }))
  if (await lacksPkgResources(context.host, work.venv)) {
    const list = await listOfPkgResources(context, work.lists)
    const argv = [...installing(installer, work), ...compiling(installer), '-r', list] as const
    installed += countIn(await carriedOut(context, installer, { work, argv }))
  }
  await compiled(context, installer, work)
  return installed
}

interface Command {
  readonly work: Work
  readonly argv: Argv
}

/**
 * An archive that uv cannot open is made into a wheel first. That is impossible with hashes, which do not know such a
 * wheel.
 */
async function carriedOut(
  context: ReleaseContext,
  installer: Installer,
  { work, argv }: Command,
): Promise<ExecResult> {
  const { host, order, output } = context
  const { uv, environment } = installer
  const options = { environment, directory: work.directory, onLine: output }
  const against = new Set<string>()
  for (let all = argv; ; ) {
    const result = await bounded({ host, user: order.name }, all, options)
    if (result.code === 0) return result
    const help = await helped(context, installer, { lists: work.lists, result })
    if (uv === null || help === null || against.has(help.against)) throw venvFailure({ argv: all, result })
    against.add(help.against)
    all = help.changed(all)
  }
}

interface Help {
  /** Remedies that are tried once, each for its own error. */
  readonly against: string
  readonly changed: (argv: Argv) => Argv
}

/** The change that gets the installer past this error; null where none is known. */
async function helped(
  context: ReleaseContext,
  installer: Installer,
  { lists, result }: { readonly lists: Lists; readonly result: ExecResult },
): Promise<Help | null> {
  const { uv } = installer
  if (uv === null) return null
  if (wantsTwoToThree(result)) {
    const list = await listForTwoToThree(context, lists)
    return { against: '2to3', changed: (argv) => [...argv, '--build-constraints', list] }
  }
  if (lists.build !== null && wantsNewerSetuptools(result)) {
    const list = await listForNewerSetuptools(context, lists)
    const changed = ([program, ...words]: Argv): Argv => [
      program,
      ...words.map((word) => (word === lists.build ? list : word)),
    ]
    return { against: 'setuptools', changed }
  }
  const wanted = context.order.venv.hashed ? null : unopened(result)
  if (wanted === null) return null
  const wheels = await madeIntoWheel(context, installer, { uv, lists, wanted })
  return { against: wanted, changed: (argv) => [...argv, '--find-links', wheels] }
}

/** Packages may contain files for other versions of Python, so files that do not compile are left as they are. */
async function compiled({ host, order }: ReleaseContext, { uv, python }: Installer, { venv }: Work) {
  if (uv === null || canCompile(python)) return
  const argv = [`${venv}/bin/python`, '-m', 'compileall', '-q', `${venv}/lib`] as const
  await bounded({ host, user: order.name }, argv, {})
}

/** uv and pip use the same words for what matters here. */
function commands(installer: Installer, order: VenvOrder, work: Work): readonly Argv[] {
  const { uv, python } = installer
  const { venv, lists } = work
  const all = rounds(order, lists)
  const making: Argv =
    uv === null
      ? [python.executable, '-m', 'venv', venv]
      : [uv, 'venv', '--python', python.executable, '--prompt', nameOf(venv), venv]
  const last = (index: number) => (index === all.length - 1 ? compiling(installer) : [])
  const rest = all.map((round, index) => [...installing(installer, work), ...last(index), ...round] as const)
  return [making, ...rest]
}

/** Compiled now, because by the first request the files belong to root and cannot be written any more. */
function compiling({ uv, python }: Installer): readonly string[] {
  return uv !== null && canCompile(python) ? ['--compile-bytecode'] : []
}

function installing({ uv }: Installer, { venv, lists }: Work): Argv {
  const quiet = ['--no-input', '--disable-pip-version-check', '--progress-bar=off']
  if (uv === null) return [`${venv}/bin/python`, '-m', 'pip', 'install', ...quiet]
  const build = lists.build === null ? [] : ['--build-constraints', lists.build]
  return [uv, 'pip', 'install', '--python', venv, ...build]
}

/**
 * uv's compiler uses syntax of Python 3.7. An older Python compiles by itself, or each worker would at each start.
 */
function canCompile({ series }: Python): boolean {
  return Number(series.split('.')[1]) >= 7
}

/**
 * A complete list is installed as it stands. What production needs besides is resolved around it in a second round.
 */
function rounds(order: VenvOrder, { requirements, beside, constraints }: Lists): readonly string[][] {
  const hashes = order.hashed ? ['--require-hashes'] : []
  const within = constraints === null ? [] : ['-c', constraints]
  const added = beside === null ? [] : ['-r', beside]
  if (!order.complete) return [[...hashes, '-r', requirements, ...added, ...within]]
  const first = ['--no-deps', ...hashes, '-r', requirements]
  return beside === null ? [first] : [first, [...added, ...within]]
}

/** The application's name in a path: `/srv/shop/venvs/…` is a venv of shop. */
function nameOf(venv: string): string {
  return venv.split('/')[2] ?? 'venv'
}

/** `Installed 12 packages in 40ms`, `Successfully installed asgiref-3.8.1 Django-4.2.16`. */
function countIn({ stdout, stderr }: ExecResult): number {
  const output = `${stdout}${stderr}`
  const counted = [...output.matchAll(/^Installed (\d+) packages? in/gm)].map(([, count]) => Number(count))
  const named = /^Successfully installed (.*)$/m.exec(output)?.[1]?.split(' ').length ?? 0
  return counted.reduce((sum, count) => sum + count, named)
}
