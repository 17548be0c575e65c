/** Far longer than anybody writes on one line. */
const maxCharacters = 4_000

/**
 * The simple commands of a shell line, each as its words: `cd app && exec celery -A shop worker` is two. Words
 * before the program that only set variables, and `exec`, are left out. It is for reading, never for running.
 */
export function simpleCommands(line: string): string[][] {
  const commands: string[][] = [[]]
  for (const token of tokens(line.slice(0, maxCharacters))) {
    if (token.operator) commands.push([])
    else commands.at(-1)?.push(token.text)
  }
  return commands.map(unwrapped).filter((words) => words.length > 0)
}

interface Token {
  readonly text: string
  readonly operator: boolean
}

/** `<project>` is a placeholder in a template and no redirection. */
const word = String.raw`(?:<[\w -]+>|[^\s'"\\;&|>]|\\.|'[^']*'|"(?:[^"\\]|\\.)*")+`
/** `> logs/worker.log`, `2>&1`, `< /dev/null`: meant for the shell, and not words of the command. */
const redirection = String.raw`(?:\d+(?=>)|&(?=>))?>>?\|?[^\S\n]*(?:&[\d-]+|${word})|<[^\S\n]*(?=\/)${word}`
const pattern = new RegExp(String.raw`\s+|#[^\n]*|${redirection}|(&&|\|\||[;&|\n])|(${word})|.`, 'gs')

function* tokens(line: string): Iterable<Token> {
  for (const [, operator, word] of line.matchAll(pattern)) {
    if (operator !== undefined) yield { text: operator, operator: true }
    if (word !== undefined) yield { text: unquoted(word), operator: false }
  }
}

function unquoted(word: string): string {
  return word.replace(/\\(.)|'([^']*)'|"((?:[^"\\]|\\.)*)"/gs, (_all, escaped, single, double) => {
    if (escaped !== undefined) return escaped === '\n' ? '' : escaped
    return single ?? double.replace(/\\(["\\$`])/g, '$1')
  })
}

const wrappers = new Set(['exec', 'time', 'nohup', 'env', 'sudo', 'then', 'do', 'else', 'if', '!', '{', '('])
/**
 * Wrappers that wait for something, watch files, trace or change the user, and then run what follows their own
 * options.
 */
const guards =
  /^(?:watchmedo|watchfiles|dockerize|wait-for(?:-it)?(?:\.sh)?|ddtrace-run|opentelemetry-instrument|doppler|dotenv|honcho|gosu|su-exec|setpriv|chpst|tini|dumb-init|xvfb-run|nice|ionice|timeout|stdbuf)$/
const programs =
  /^(?:\S*\/)?(?:celery|python[\d.]*|manage\.py|django-admin|gunicorn|uvicorn|hypercorn|daphne|granian|rq|rqworker|dramatiq|huey_consumer(?:\.py)?|supervisord|(?:ba|da)?sh|pipenv|poetry|uv|pdm)$/
const runners = /^(?:pipenv|poetry|uv|pdm|rye|hatch)$/

/** Wrappers that run a command in its venv: `poetry run`, `uv run`, `newrelic-admin run-program`. */
function unwrapped(words: string[]): string[] {
  const [first = '', second = ''] = words
  if (wrappers.has(first) || /^[A-Za-z_]\w*=/.test(first)) return unwrapped(words.slice(1))
  if (runners.test(first) && second === 'run') return unwrapped(withoutOptions(words.slice(2)))
  if (second === 'run-program' || second === 'exec') return unwrapped(words.slice(2))
  if (guards.test(first.slice(first.lastIndexOf('/') + 1))) return guarded(words)
  const script = /^(?:\/\S*\/)?(?:ba|da|z)?sh$/.test(first) ? shellScript(words) : undefined
  return script === undefined ? words : (simpleCommands(script).at(-1) ?? [])
}

/** After `--`; or a whole line, as for watchfiles; or from the first word that is a program on. */
function guarded([guard = '', ...words]: string[]): string[] {
  const line = words.find((word) => programs.test(word.split(' ', 1)[0] ?? '') && word.includes(' '))
  if (line !== undefined) return simpleCommands(line).at(-1) ?? []
  const behind = words.indexOf('--') + 1
  const at = behind > 0 ? behind : words.findIndex((word) => programs.test(word))
  return at < 0 ? [guard, ...words] : unwrapped(words.slice(at))
}

function withoutOptions(words: string[]): string[] {
  return words.slice(words.findIndex((word) => !word.startsWith('-')))
}

function shellScript(words: readonly string[]): string | undefined {
  const at = words.findIndex((word) => /^-[a-z]*c$/.test(word))
  return at < 0 ? undefined : words[at + 1]
}
