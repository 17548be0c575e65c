import { CabestanError } from '@cabestan/protocol/failures'
import type { Build } from '@cabestan/protocol/orders'
import type { ExecResult } from '../../host/host.ts'
import { endOf } from '../../host/run.ts'
import { valuesIn } from '../../steps/environment-text.ts'
import { bounded } from '../bounded.ts'
import type { ReleaseContext } from '../context.ts'
import { networkOf } from '../venv/network.ts'
import { installCommands, runCommand } from './package-managers.ts'

type FrontEnd = NonNullable<Build['frontEnd']>

/** Removes what only the build needed: it is large, and every release would keep it. */
export type Cleaning = () => Promise<void>

/** Installs the packages of the front end and runs its scripts in turn, with the server's own Node. */
export async function buildFrontEnd(context: ReleaseContext): Promise<Cleaning> {
  const { host, order, release } = context
  const { frontEnd } = order.build
  if (frontEnd === null) return async () => {}
  const modules = `${inSource(release.source, frontEnd)}/node_modules`
  const isCommitted = (await host.files.stat(modules)) !== null
  const environment = await environmentOf(context)
  const description = await host.files.readText(`${inSource(release.source, frontEnd)}/package.json`)
  const building: Building = { context, frontEnd, environment, description }
  await installPackages(building)
  for (const script of frontEnd.scripts) await runScript(building, script)
  return async () => {
    if (!isCommitted) await host.files.remove(modules)
  }
}

interface Building {
  readonly context: ReleaseContext
  readonly frontEnd: FrontEnd
  readonly environment: Readonly<Record<string, string>>
  /** The directory of package.json. */
  readonly description: string | null
}

/** Installs by the lock file where that agrees with package.json, which it does not in every project. */
async function installPackages(building: Building): Promise<void> {
  const { host } = building.context
  const has = async (file: string) =>
    (await host.files.stat(`${inSource(building.context.release.source, building.frontEnd)}/${file}`)) !==
    null
  const commands = await installCommands(building.frontEnd.manager, has, building.description)
  let last: ExecResult | null = null
  for (const argv of commands) {
    last = await perform(building, argv, whole)
    if (isPeerConflict(last)) last = await perform(building, [...argv, '--legacy-peer-deps'], whole)
    if (last.code === 0) return
  }
  if (last) throw frontEndFailure('install', commands.at(-1) ?? [], last)
}

/** In production mode pnpm and yarn leave out the packages that the build itself needs. */
const whole = { NODE_ENV: 'development' }

/** npm 7 and newer refuse packages whose peer dependencies conflict; the npm that made the list did not. */
function isPeerConflict({ code, stdout, stderr }: ExecResult): boolean {
  return code !== 0 && /\bERESOLVE\b/.test(`${stdout}${stderr}`)
}

async function runScript(building: Building, script: string): Promise<void> {
  const argv = runCommand(building.frontEnd.manager, script, building.description)
  const result = await perform(building, argv)
  if (result.code === 0) return
  const second = isOfOldWebpack(result) ? await perform(building, argv, legacy) : result
  if (second.code !== 0) throw frontEndFailure(script, argv, second)
}

/** webpack 4 uses a hash that the OpenSSL of Node 17 and later only provides when told to. */
const legacy = { NODE_OPTIONS: '--openssl-legacy-provider' }

function isOfOldWebpack({ stdout, stderr }: ExecResult): boolean {
  return /ERR_OSSL_EVP_UNSUPPORTED|digital envelope routines::unsupported/.test(`${stdout}${stderr}`)
}

function perform(
  { context: { host, order, release, output }, frontEnd, environment }: Building,
  argv: readonly string[],
  more: Readonly<Record<string, string>> = {},
): Promise<ExecResult> {
  return bounded({ host, user: order.name }, argv, {
    directory: inSource(release.source, frontEnd),
    environment: { ...environment, ...more },
    onLine: output,
  })
}

/** Only those of the application's values that a bundle shows to everybody anyway. */
async function environmentOf({ host, places, release }: ReleaseContext): Promise<Record<string, string>> {
  const values = valuesIn((await host.files.readText(release.environment)) ?? '')
  const shown = [...values].filter(([name]) =>
    /^(?:VITE|REACT_APP|VUE_APP|NEXT_PUBLIC|PUBLIC|PARCEL)_/.test(name),
  )
  return {
    ...(await networkOf(host)),
    ...Object.fromEntries(shown),
    HOME: places.cache,
    NODE_ENV: 'production',
    npm_config_cache: `${places.cache}/npm`,
    npm_config_update_notifier: 'false',
    npm_config_fund: 'false',
    npm_config_audit: 'false',
  }
}

function inSource(source: string, { directory }: FrontEnd): string {
  return directory === '' ? source : `${source}/${directory}`
}

export function frontEndFailure(script: string, argv: readonly string[], result: ExecResult): CabestanError {
  const output = `${result.stdout}${result.stderr}`
  const detail = { argv: [...argv], exitCode: result.code, tail: endOf(output) }
  if (/No space left on device|ENOSPC/.test(output))
    return new CabestanError('disk.full', { path: '/' }, { detail })
  return new CabestanError('build.front-end', { script, error: errorIn(output) }, { detail })
}

function errorIn(output: string): string {
  const lines = output.split('\n').map((line) => line.trim())
  const found =
    lines.find(
      (line) =>
        /^(?:\w*Error\b|error\b|✘|× |\[vite\]|ERROR in|Module not found)/i.test(line) &&
        !/^npm error/i.test(line),
    ) ??
    lines.find((line) =>
      /^npm (?:ERR!|error) (?!code|errno|A complete log|path|command|workspace|location)/.test(line),
    )
  return (found ?? lines.at(-1) ?? '').replace(/^npm (?:ERR!|error) /, '').slice(0, 300)
}
