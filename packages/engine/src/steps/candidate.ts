import { dirname } from 'node:path'
import { CabestanError } from '@cabestan/protocol/failures'
import type { Argv, ExecOptions, Host } from '../host/host.ts'
import { privateDirectory, rootFile } from '../host/root-attributes.ts'
import { endOf } from '../host/run.ts'
import { stateDirectory } from '../ledger/paths.ts'

export interface Candidate {
  /** The file keeps its name, because some programs go by it. */
  readonly name: string
  readonly content: string
}

export const candidates = `${stateDirectory}/candidate`

/**
 * What is judged before it takes its place: a run that is killed between the two leaves nothing bad behind,
 * and nothing good that nobody judged.
 */
export async function withCandidate<T>(
  { files }: Host,
  { name, content }: Candidate,
  judge: (path: string) => Promise<T>,
): Promise<T> {
  const path = `${candidates}/${name}`
  await files.createDirectory(stateDirectory, privateDirectory)
  await files.remove(candidates)
  await files.createDirectory(candidates, privateDirectory)
  if (dirname(path) !== candidates) await files.createDirectory(dirname(path), privateDirectory)
  try {
    await files.write(path, content, rootFile)
    return await judge(path)
  } finally {
    await files.remove(candidates)
  }
}

/** A program decides by its exit code. */
export async function judgedBy(host: Host, argv: Argv, options: ExecOptions = {}): Promise<void> {
  const { code, stdout, stderr } = await host.exec(argv, options)
  if (code === 0) return
  throw new CabestanError(
    'service.invalid',
    { service: argv[0] },
    { detail: { argv: [...argv], exitCode: code, tail: endOf(`${stdout}${stderr}`) } },
  )
}
