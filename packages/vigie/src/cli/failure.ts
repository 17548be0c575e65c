import type { CliWords } from '../words/cli/en.ts'

/** A failure that is told to a person, with an exit code: 2 for wrong use, 1 for anything else. */
export class CliFailure extends Error {
  override readonly name = 'CliFailure'
  readonly tell: (words: CliWords) => string
  readonly exitCode: number

  constructor(tell: (words: CliWords) => string, exitCode = 1) {
    super('vigie')
    this.tell = tell
    this.exitCode = exitCode
  }
}

export const wrongUse = (tell: (words: CliWords) => string) =>
  new CliFailure((words) => words.failure.usage(tell(words)), 2)
