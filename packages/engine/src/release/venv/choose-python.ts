import { CabestanError } from '@cabestan/protocol/failures'
import { endOf } from '../../host/run.ts'
import type { ReleaseContext } from '../context.ts'
import { brokenPython, findPython, type Python, pythonDirectory, pythonsOf } from './pythons.ts'
import { provideUv } from './uv.ts'
import { networkWords } from './venv-failure.ts'

/** The Python that an order asks for: the server's own, or one that uv downloads. */
export async function pythonFor(
  context: ReleaseContext,
  network: Readonly<Record<string, string>>,
): Promise<Python> {
  const { host, order } = context
  const found = await findPython(host, order.venv.python)
  if (found) return found
  await bring(context, network)
  const brought = await findPython(host, order.venv.python)
  if (brought) return brought
  throw await unavailable(context, {}, '')
}

/** It belongs to root and is shared by all applications: a venv only points to it. */
async function bring(context: ReleaseContext, network: Readonly<Record<string, string>>): Promise<void> {
  const { host, order, output } = context
  const uv = await provideUv(host, network)
  const argv = [
    uv,
    'python',
    'install',
    order.venv.python,
    '--install-dir',
    pythonDirectory,
    '--no-bin',
  ] as const
  const environment = { ...network, UV_NO_CONFIG: '1', UV_NO_PROGRESS: '1', NO_COLOR: '1' }
  const result = await host.exec([...argv, '--no-cache'], { environment, onLine: output, timeoutMs: 900_000 })
  if (result.code !== 0) throw await unavailable(context, reasonIn(result.stderr), endOf(result.stderr))
}

async function unavailable(
  { host, order }: ReleaseContext,
  why: Readonly<Record<string, string>>,
  tail: string,
): Promise<CabestanError> {
  const { python: series } = order.venv
  const there = (await pythonsOf(host)).filter((each) => each !== series).join(', ')
  const values = { series, there: there === '' ? '–' : there }
  const broken = await brokenPython(host, series)
  return broken
    ? new CabestanError('python.unavailable', { ...values, broken: broken.executable }, { detail: broken })
    : new CabestanError('python.unavailable', { ...values, ...why }, { detail: { tail } })
}

/** If the network failed, the address is more useful than uv's chain of causes. */
function reasonIn(output: string): Record<string, string> {
  const address = /https?:\/\/([^/\s`)]+)/.exec(output)?.[1]
  if (address !== undefined && networkWords.test(output)) return { address }
  const line = output.split('\n').findLast((each) => /^error:|^ +cause:/.test(each)) ?? ''
  return { why: line.replace(/^ *(?:error|cause): */, '') }
}
