import { dirname, join } from 'node:path'
import type { CommanderError } from 'commander'
import type { CommandModule, Interruption, Surroundings, Typed } from './invocation.ts'
import { buildProgram } from './program.ts'
import { chooseLanguage, languageIn } from './report/choose-language.ts'
import { forgiving, screenOf } from './report/screen.ts'
import { voiceIn } from './report/voice.ts'
import { unwritten } from './report/whole-output.ts'

/** One command line, from its words to its exit code. */
export async function runCommandLine(argv: readonly string[], main: string): Promise<void> {
  const { own: typed, rest } = splitAtDashes(argv)
  const own = helpBehind(typed)
  const around = surroundings(own, main)
  leaveQuietlyWhenNobodyReads()
  try {
    await parse(own, rest, around)
  } catch (thrown) {
    process.exitCode = await refuse(thrown, own, around)
  }
}

/** What follows `--` is a command for a server and not ours to parse. */
function splitAtDashes(argv: readonly string[]): { own: string[]; rest: string[] } {
  const at = argv.indexOf('--')
  return at === -1 ? { own: [...argv], rest: [] } : { own: argv.slice(0, at), rest: argv.slice(at + 1) }
}

/** As in other tools: `help deploy`. commander itself takes `-h deploy` for the help of the whole program. */
function helpBehind(own: string[]): string[] {
  const [first = '', ...more] = own
  return ['help', '-h', '--help'].includes(first) ? [...more, '--help'] : own
}

/** Of a command that does not exist there is no help: commander would show that of the whole, and not say why. */
function withoutVainHelp(own: string[], commands: readonly string[]): string[] {
  const [first = ''] = own
  const isKnown = first.startsWith('-') || commands.includes(first)
  return isKnown ? own : own.filter((word) => !['-h', '--help'].includes(word))
}

async function parse(own: string[], rest: string[], around: Surroundings): Promise<void> {
  const { words } = voiceIn(around.language)
  const columns = Math.min(100, around.out.columns())
  const program = buildProgram({
    style: { words: words.commands, paint: around.out.paint, columns },
    rest,
    write: around.out.write,
    writeAside: around.side.write,
    start: (module, typed) => start(module, typed, around),
  })
  if (own[0] === 'complete') {
    const { complete } = await import('./commands/completion.ts')
    return complete(program, rest)
  }
  if (own.length === 0) return program.outputHelp()
  const names = program.commands.map((command) => command.name())
  await program.parseAsync(withoutVainHelp(own, names), { from: 'user' })
}

async function start(load: () => Promise<CommandModule>, typed: Typed, around: Surroundings): Promise<void> {
  const [{ perform }, module] = await Promise.all([import('./performance.ts'), load()])
  const interruption: Interruption = { sentence: '', silent: false, closing: new Set() }
  process.exitCode = await perform(module, { typed, around, interruption })
}

function surroundings(own: readonly string[], main: string): Surroundings {
  return {
    self: { node: process.execPath, main, engine: engineBeside(main) },
    language: chooseLanguage(languageIn(own), process.env),
    out: screenOf(process.stdout, process.env),
    side: forgiving(screenOf(process.stderr, process.env)),
  }
}

/** The bundle has it in its own directory; a checkout has it where it was built. */
function engineBeside(main: string): string {
  const directory = main.endsWith('.ts') ? join(dirname(main), '../dist') : dirname(main)
  return join(directory, 'engine.mjs')
}

function isCommanderError(thrown: unknown): thrown is CommanderError {
  return thrown instanceof Error && 'code' in thrown && String(thrown.code).startsWith('commander.')
}

/** commander also ends like this after help and version. */
async function refuse(error: unknown, own: readonly string[], around: Surroundings): Promise<number> {
  const { tellMisuse, tellThrown } = await import('./performance.ts')
  if (!isCommanderError(error)) return tellThrown(error, around)
  if (['commander.helpDisplayed', 'commander.version'].includes(error.code)) return 0
  if (error.code === 'commander.help') return 2
  return tellMisuse(error, own, around)
}

/** `cabestan plan | head` ends when head does. */
function leaveQuietlyWhenNobodyReads(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0)
    throw unwritten(error)
  })
  process.stderr.on('error', () => {})
}
