import { basename } from 'node:path'
import { CabestanError } from '@cabestan/protocol/failures'
import { plainText } from './content.ts'
import type { Answer, Argv, Clock, ExecOptions, ExecResult, Host, Question } from './host.ts'
import { lineSplitter } from './line-splitter.ts'
import { MemoryFiles } from './memory-files.ts'
import { privateFile } from './root-attributes.ts'
import { systemError } from './system-error.ts'

/** A machine in memory: a tree of files, a clock that moves when it is told to, and the programs it is given. */
export class MemoryHost implements Host {
  readonly clock = new MemoryClock()
  readonly files = new MemoryFiles(this.clock.now, (what) => this.#effect(what))
  /** The commands that ran, in order. */
  readonly ran: string[][] = []
  readonly #programs = new Map<string, Program>()
  #effectsLeft = Number.POSITIVE_INFINITY

  /** Defines a program by its name; the path by which it is called does not matter. */
  program(name: string, program: Program): this {
    this.#programs.set(name, program)
    return this
  }

  async exec(argv: Argv, options: ExecOptions = {}): Promise<ExecResult> {
    const program = this.#programs.get(argv[0]) ?? this.#programs.get(basename(argv[0]))
    if (!program) throw new CabestanError('command.missing', { program: argv[0] })
    this.#effect(argv.join(' '))
    this.ran.push([...argv])
    const result = { ...succeeded, ...(await this.#withinTime(argv, program, options)) }
    const kept = await this.#intoFile(result, options)
    sayLines(kept, options)
    return kept
  }

  async #intoFile(result: ExecResult, { outputFile }: ExecOptions): Promise<ExecResult> {
    if (outputFile === undefined) return result
    if (await this.files.stat(outputFile)) throw systemError('EEXIST', outputFile)
    await this.files.write(outputFile, result.stdout, privateFile)
    return { ...result, stdout: '' }
  }

  /** Decides what answers over HTTP. Until it is set, nobody answers. */
  site: (question: Question) => Partial<Answer> | Promise<Partial<Answer>> = () => ({
    reason: 'ECONNREFUSED',
  })

  async ask(question: Question): Promise<Answer> {
    const silent = { status: null, reason: '', location: null, body: '', milliseconds: 1 }
    return { ...silent, ...(await this.site(question)) }
  }

  /**
   * Simulates `kill -9` before the effect that comes after this many more; a file change or the start of a program is
   * an effect.
   */
  dieAfter(effects: number): void {
    this.#effectsLeft = effects
  }

  async #withinTime(argv: Argv, program: Program, options: ExecOptions): Promise<Partial<ExecResult>> {
    const began = this.clock.now()
    const input = await this.#inputOf(options)
    const result = await program(argv, { ...options, input }, this)
    const limit = options.timeoutMs ?? 120_000
    if (this.clock.now() - began <= limit) return result
    throw new CabestanError('command.timeout', { command: argv.join(' '), seconds: String(limit / 1000) })
  }

  async #inputOf({ input, inputFile }: ExecOptions): Promise<string> {
    if (inputFile === undefined) return plainText(input ?? '')
    const text = await this.files.readText(inputFile)
    if (text === null) throw systemError('ENOENT', inputFile)
    return text
  }

  #effect(what: string): void {
    if (this.#effectsLeft === 0) throw new Killed(what)
    this.#effectsLeft -= 1
  }
}

/** Whatever a fake program leaves out of its answer means success and silence. */
export type Program = (
  argv: Argv,
  options: ExecOptions & { input: string },
  host: MemoryHost,
) => Partial<ExecResult> | Promise<Partial<ExecResult>>

/** Stands for the death of the engine: no code may catch this and go on. */
export class Killed extends Error {
  override readonly name = 'Killed'
}

const succeeded: ExecResult = { code: 0, stdout: '', stderr: '' }

function sayLines({ stdout, stderr }: ExecResult, { onLine }: ExecOptions): void {
  for (const text of onLine ? [stdout, stderr] : []) {
    const lines = lineSplitter(onLine ?? (() => {}))
    lines.push(text)
    lines.end()
  }
}

/** Sleeping does not really wait: the clock jumps ahead at once. */
class MemoryClock implements Clock {
  #now = Date.UTC(2026, 0, 1)

  now = (): number => this.#now

  async sleep(milliseconds: number): Promise<void> {
    this.advance(milliseconds)
  }

  advance(milliseconds: number): void {
    this.#now += milliseconds
  }
}
