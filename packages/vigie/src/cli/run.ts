import type { CliWords } from '../words/cli/en.ts'
import { beginThread } from '../writer/begin-thread.ts'
import { CliFailure, wrongUse } from './failure.ts'
import { fitted } from './fitted.ts'
import { wordsFor } from './language.ts'
import { type Options, optionsOf } from './options.ts'
import { say } from './terminal.ts'

type Command = (options: Options, words: CliWords) => Promise<void>

/** Node's version: it brings SQLite, argon2 and zstd with dictionaries. */
const oldestNode = [24, 6] as const

/** A command's code is loaded when it is called. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  serve: async () => {
    const thread = beginThread()
    const { serve } = await import('./serve.ts')
    return (options, words) => serve(options, words, thread)
  },
  invite: async () => (await import('./visits.ts')).invite,
  project: async () => (await import('./visits.ts')).addProject,
  backup: async () => (await import('./visits.ts')).backup,
  password: async () => (await import('./visits.ts')).newPassword,
  help: async () => async (_options, words) => say(fitted(words.help, process.stdout.columns)),
  version: async () => {
    const { version } = await import('./version.ts')
    return async () => say(`vigie ${version}`)
  },
}

/** Arguments besides the command itself, as many as the command names. */
const mostWords: Readonly<Record<string, number>> = { serve: 0, invite: 0, backup: 1, password: 1 }

// Whatever it creates (the database, its companions, a backup) is readable for nobody else.
process.umask(0o077)
const words = await wordsFor(process.env)
try {
  if (isTooOld(process.versions.node))
    throw new CliFailure((said) => said.failure.node(process.versions.node))
  const options = optionsOf(process.argv.slice(2), process.env)
  const command = Object.hasOwn(commands, options.command) ? commands[options.command] : undefined
  if (command === undefined) throw wrongUse((said) => said.failure.unknownCommand(options.command))
  const [extra] = options.words.slice(mostWords[options.command] ?? options.words.length)
  if (extra !== undefined) throw wrongUse((said) => said.failure.tooMuch(extra))
  const run = await command()
  await run(options, words)
  process.exit(0)
} catch (error) {
  process.stderr.write(`${told(error)}\n`)
  process.exit(error instanceof CliFailure ? error.exitCode : 1)
}

function told(error: unknown): string {
  if (error instanceof CliFailure) return error.tell(words)
  return words.failure.unexpected(error instanceof Error ? error.message : String(error))
}

function isTooOld(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return major < oldestNode[0] || (major === oldestNode[0] && minor < oldestNode[1])
}
