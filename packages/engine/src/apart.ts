import { CabestanError, Failure, toFailure } from '@cabestan/protocol/failures'
import * as z from 'zod'
import type { Argv, ExecOptions, Host } from './host/host.ts'
import { commandFailed } from './host/run.ts'

interface Apart<Result> {
  readonly result: z.ZodType<Result>
  readonly options: ExecOptions
}

/** Lets a separate process do the work. On the last line of its output that process says what came of it. */
export async function askApart<Result>(
  host: Host,
  argv: Argv,
  { result: expected, options }: Apart<Result>,
): Promise<Result> {
  const result = await host.exec(argv, options)
  const line = result.stdout.trim().split('\n').at(-1) ?? ''
  if (line === '') throw commandFailed(argv, result)
  const Outcome = z.union([z.strictObject({ result: expected }), z.strictObject({ failure: Failure })])
  const outcome = Outcome.parse(JSON.parse(line))
  if ('failure' in outcome) throw CabestanError.from(outcome.failure)
  return outcome.result
}

/** The other end: runs in that separate process, and answers with its exit code. */
export async function answerApart(work: Promise<unknown>): Promise<number> {
  const outcome = await work
    .then((result) => ({ result }))
    .catch((thrown: unknown) => ({ failure: toFailure(thrown) }))
  process.stdout.write(`${JSON.stringify(outcome)}\n`)
  return 'failure' in outcome ? 1 : 0
}

/** Starts this same program in another of its modes. */
export function ourselves(...words: readonly string[]): Argv {
  return [process.execPath, process.argv[1] ?? '', ...words]
}
