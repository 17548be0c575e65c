import { CabestanError } from '@cabestan/protocol/failures'
import type { Argv, Host } from '../../host/host.ts'
import { rootDirectory, rootFile } from '../../host/root-attributes.ts'
import { endOf, run } from '../../host/run.ts'
import { uvHashes, uvVersion } from './uv-version.ts'
import { generalFailure } from './venv-failure.ts'

type Environment = Readonly<Record<string, string>>

const directory = '/opt/cabestan/uv'
const wheels = '/usr/share/python-wheels'

/**
 * uv, fetched once by the server's own pip: it knows the index, the proxies and the authorities of this server.
 * What it brings is what was pinned, or nothing.
 */
export async function provideUv(host: Host, network: Environment): Promise<string> {
  const home = `${directory}/${uvVersion}`
  const uv = `${home}/bin/uv`
  if (await host.files.stat(uv)) return uv
  const incoming = `${directory}/incoming`
  await host.files.remove(incoming)
  for (const path of ['/opt/cabestan', directory, incoming])
    await host.files.createDirectory(path, rootDirectory)
  await fetchInto(host, incoming, network)
  await run(host, [`${incoming}/bin/uv`, '--version'])
  await removeFormer(host)
  await host.files.rename(incoming, home)
  return uv
}

async function fetchInto(host: Host, target: string, network: Environment): Promise<void> {
  const pip = await pipOf(host, target)
  const list = `${target}/requirements.txt`
  const argv: Argv = [
    ...pip.argv,
    ...['install', '--quiet', '--target', target, '--no-compile', '--no-deps', '--no-cache-dir'],
    ...['--disable-pip-version-check', '--no-input', '--retries', '2'],
    ...['--require-hashes', '--only-binary', ':all:', '--requirement', list],
  ]
  const hashes = uvHashes.map((hash) => `--hash=sha256:${hash}`)
  await host.files.write(list, `uv==${uvVersion} ${hashes.join(' ')}\n`, rootFile)
  const result = await host.exec(argv, {
    environment: { ...network, ...pip.environment },
    timeoutMs: 300_000,
  })
  if (result.code === 0) return
  const ended = { argv, result }
  throw generalFailure(ended) ?? unavailable(lastError(result.stderr), endOf(result.stderr))
}

interface Pip {
  readonly argv: Argv
  readonly environment: Environment
}

/** Debian keeps a wheel of pip for its venvs. Running pip straight out of that wheel saves making a venv for it. */
async function pipOf(host: Host, target: string): Promise<Pip> {
  const wheel = ((await host.files.list(wheels)) ?? []).find((name) => /^pip-.*\.whl$/.test(name))
  if (wheel !== undefined)
    return { argv: ['/usr/bin/python3', '-m', 'pip'], environment: { PYTHONPATH: `${wheels}/${wheel}` } }
  const venv = `${target}/pip`
  const made = await host.exec(['/usr/bin/python3', '-m', 'venv', venv], { timeoutMs: 300_000 })
  if (made.code === 0) return { argv: [`${venv}/bin/python`, '-m', 'pip'], environment: {} }
  throw unavailable('python3-venv', endOf(`${made.stdout}${made.stderr}`))
}

async function removeFormer(host: Host): Promise<void> {
  const names = (await host.files.list(directory)) ?? []
  for (const name of names.filter((each) => each !== 'incoming'))
    await host.files.remove(`${directory}/${name}`)
}

function lastError(output: string): string {
  const lines = output.split('\n').filter((line) => line.startsWith('ERROR:'))
  return (lines.at(-1) ?? output.trim().split('\n').at(-1) ?? '').replace(/^ERROR: /, '')
}

function unavailable(why: string, tail: string): CabestanError {
  return new CabestanError('uv.unavailable', { why, version: uvVersion }, { detail: { tail } })
}
