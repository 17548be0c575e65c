import type { Language } from './report/language.ts'
import type { Questions } from './report/questions.ts'
import type { Reporter } from './report/reporter.ts'
import type { Screen } from './report/screen.ts'
import type { Suite } from './sandbox/suites.ts'

/** The options of all commands; each command reads its own. */
export interface Options {
  readonly environment?: string
  readonly config?: string
  readonly yes?: boolean
  readonly json?: boolean
  readonly verbose?: boolean
  readonly lang?: string
  readonly suite?: Suite
  readonly hard?: boolean
  readonly exitCode?: boolean
  readonly why?: boolean
  readonly follow?: boolean
  readonly server?: string
  readonly data?: boolean
  readonly cabestan?: boolean
  readonly output?: string
  readonly domain?: readonly string[]
  readonly strict?: boolean
  readonly settings?: boolean
  readonly again?: boolean
  readonly allowUnsafe?: boolean
  readonly anotherRepository?: boolean
  readonly anotherDatabase?: boolean
  readonly maintenance?: boolean
  readonly fixtures?: readonly string[]
  readonly wait?: boolean
  readonly since?: string
  readonly grep?: string
  readonly lines?: string
  readonly reverse?: boolean
  readonly restore?: boolean
  readonly confirm?: string
}

/** A command as it was typed. */
export interface Typed {
  readonly options: Options
  readonly words: readonly string[]
  /** What follows `--`: a command for the server. */
  readonly rest: readonly string[]
}

/** How ssh starts this program, and where the engine lies. */
interface Self {
  readonly node: string
  readonly main: string
  readonly engine: string
}

/** What every command has around it: the person's terminal and language. */
export interface Surroundings {
  readonly self: Self
  readonly language: Language
  readonly out: Screen
  readonly side: Screen
}

/** Everything outside of itself that a command may use. */
export interface Invocation extends Typed {
  readonly directory: string
  readonly environment: NodeJS.ProcessEnv
  readonly self: Self
  readonly report: Reporter
  readonly questions: Questions
  /** Output that was asked for and needs no words: a schema, a script. */
  readonly out: Screen
  /** What is said, and what is closed, when the person stops us with Ctrl-C. */
  readonly interruption: Interruption
}

export interface Interruption {
  sentence: string
  /** Nothing is said, because somebody who only watches has seen enough. */
  silent: boolean
  readonly closing: Set<() => Promise<void>>
}

export interface CommandModule {
  /** Returns the exit code. */
  run(invocation: Invocation): Promise<number>
}

export const exitCodes = { done: 0, failed: 1, wrongUse: 2, wouldChange: 3, interrupted: 130 } as const
