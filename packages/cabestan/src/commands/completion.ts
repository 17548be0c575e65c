import tab from '@bomb.sh/tab'
import { CabestanError } from '@cabestan/protocol/failures'
import type { Command, Option } from 'commander'
import { type Candidates, candidatesFor } from '../candidates.ts'
import { exitCodes, type Invocation } from '../invocation.ts'

const shells = ['bash', 'zsh', 'fish', 'powershell']

/** Prints the script that a shell sources. */
export async function run({ words }: Invocation): Promise<number> {
  const [shell] = words
  if (shell === undefined || !shells.includes(shell)) throw unknownShell(shell)
  const adapted = adaptations[shell] ?? ((script) => script)
  process.stdout.write(`${adapted(scriptFor(shell))}\n`)
  return exitCodes.done
}

/** The library does nothing but print it. */
function scriptFor(shell: string): string {
  const printed: string[] = []
  const { log } = console
  console.log = (text: string) => void printed.push(text)
  try {
    tab.setup('cabestan', 'cabestan', shell)
  } finally {
    console.log = log
  }
  return printed.join('\n')
}

/** The script needs the package bash-completion. Where that is not loaded, each press of Tab would print an error. */
const wordsOfBash = `declare -F _get_comp_words_by_ref > /dev/null || _get_comp_words_by_ref() {
    words=("\${COMP_WORDS[@]}")
    cword=$COMP_CWORD
    cur=\${words[cword]}
    prev=\${words[cword > 0 ? cword - 1 : 0]}
}

`

/** Its completion is off in a zsh that nobody has set up. The first line stays: with it the script may also lie in `fpath`. */
const systemOfZsh = '(( $+functions[compdef] )) || { autoload -Uz compinit && compinit -i }'

const adaptations: Readonly<Record<string, (script: string) => string>> = {
  // Whoever sources ~/.bashrc once more would read an error for each constant.
  bash: (script) => wordsOfBash + script.replaceAll(/^readonly /gm, ''),
  zsh: (script) => script.replace('\n', `\n${systemOfZsh}\n`),
}

/** Answers a shell that asks which words could come next. */
export async function complete(program: Command, words: readonly string[]): Promise<void> {
  const candidates: Candidates = { shell: shells, ...(await candidatesFor(words)) }
  for (const [name, command] of leaves(program)) {
    const described = name === '' ? tab : tab.command(name, command.summary())
    for (const option of [...command.options, ...program.options]) addOption(described, option, candidates)
    for (const argument of command.registeredArguments) {
      described.argument(argument.name(), (answer) => offer(candidates[argument.name()], answer))
    }
  }
  tab.parse([...words])
}

type Answer = (value: string, description: string) => void

function leaves(command: Command, name = ''): [string, Command][] {
  const inside = command.commands.flatMap((each) => leaves(each, `${name} ${each.name()}`.trim()))
  return [[name, command], ...inside]
}

function addOption(described: Pick<typeof tab, 'option'>, option: Option, candidates: Candidates): void {
  const name = option.long?.slice(2)
  if (!name) return
  const short = option.short?.slice(1)
  if (!option.required) described.option(name, option.description, short)
  else {
    const values = option.argChoices ?? candidates[name]
    described.option(name, option.description, (answer) => offer(values, answer), short)
  }
}

function offer(values: readonly string[] | undefined, answer: Answer): void {
  for (const value of values ?? []) answer(value, '')
}

function unknownShell(shell: string | undefined): CabestanError {
  const values = { word: 'SHELL', value: shell ?? '', choices: shells.join(', ') }
  const code = shell === undefined ? 'usage.argument-missing' : 'usage.value'
  return new CabestanError(code, { ...values, help: 'cabestan completion --help' })
}
