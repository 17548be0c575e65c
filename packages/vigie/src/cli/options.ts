import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { CliWords } from '../words/cli/en.ts'
import { wrongUse } from './failure.ts'

export interface Options {
  readonly command: string
  readonly words: readonly string[]
  readonly data: string
  readonly address: string
  readonly port: number
  /** Null: the address that was last used, or the one it listens on. */
  readonly url: string | null
  readonly isBehindProxy: boolean
}

const usual = { address: '127.0.0.1', port: 8420 }

export function optionsOf(argv: readonly string[], environment: NodeJS.ProcessEnv): Options {
  const { values, positionals } = parsed(argv)
  const [command = 'help', ...words] = positionals
  // An empty value comes from a script whose variable is not set; the current directory is not meant.
  if (values.data === '') throw wrongUse((said) => said.failure.optionValue('--data'))
  return {
    command: values.help === true ? 'help' : values.version === true ? 'version' : command,
    words,
    data: resolve(values.data ?? (environment['VIGIE_DATA'] || usualData(environment))),
    ...listenAt(values.listen ?? values.port),
    url: values.url === undefined ? null : urlIn(values.url),
    isBehindProxy: values['behind-proxy'] === true,
  }
}

const known = {
  data: { type: 'string' },
  listen: { type: 'string' },
  port: { type: 'string' },
  url: { type: 'string' },
  'behind-proxy': { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'V' },
} as const

function parsed(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], allowPositionals: true, options: known })
  } catch (error) {
    throw wrongUse(tellWrong(error as NodeJS.ErrnoException))
  }
}

/** Node reports it in English, with advice that does not help here; its sentence begins with the option. */
function tellWrong({ code, message }: NodeJS.ErrnoException): (words: CliWords) => string {
  const [, option = message] = /'(?:-\w, )?(-[^' =]*)/.exec(message) ?? []
  if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') return ({ failure }) => failure.unknownOption(option)
  const takesNone = known[option.slice(2) as keyof typeof known]?.type === 'boolean'
  return ({ failure }) => (takesNone ? failure.noOptionValue(option) : failure.optionValue(option))
}

function usualData(environment: NodeJS.ProcessEnv): string {
  if (process.getuid?.() === 0) return '/var/lib/vigie'
  return join(environment['XDG_DATA_HOME'] || join(homedir(), '.local/share'), 'vigie')
}

function listenAt(value: string | undefined): Pick<Options, 'address' | 'port'> {
  if (value === undefined) return usual
  const [, bracketed, plain, digits = ''] =
    /^(?:(?:\[([0-9a-f:]+)\]|([\w.-]+)):)?(\d{1,5})$/i.exec(value) ?? []
  const port = Number(digits)
  if (port === 0 || port > 65_535) throw wrongUse((words) => words.failure.listen(value))
  return { address: bracketed ?? plain ?? usual.address, port }
}

function urlIn(value: string): string {
  const url = URL.parse(value)
  const isUsable = url !== null && /^https?:$/.test(url.protocol) && url.search === '' && url.hash === ''
  if (!isUsable) throw wrongUse((words) => words.failure.url(value))
  return url.href.replace(/\/+$/, '')
}
