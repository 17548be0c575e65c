/**
 * What can be wrong with a value of cabestan.yaml, as `values.problem` of the failure `config.invalid`. The
 * sentences are in the command line's catalogue. `values.expected`, where it stands, is an example or an
 * interval as one types it, and needs no translation.
 */
export const problems = [
  // The shape of the file
  'required',
  'server-missing',
  'text',
  'number',
  'boolean',
  'list',
  'map',
  'type',
  'choice',
  'range',
  'duplicate',
  'too-many',
  // Names
  'app-name',
  'environment-name',
  'login-name',
  'name-too-long',
  // Where the server and its sites are
  'server',
  'server-twice',
  'domain',
  'domain-is-url',
  'domain-has-port',
  'domain-is-address',
  'repository',
  // Keys of people
  'public-key',
  'key-is-private',
  'key-file-missing',
  'key-file-unreadable',
  'no-keys',
  // Values with a form of their own
  'time-zone',
  'locale',
  'time-of-day',
  'size',
  'duration',
  'port',
  'comment',
  'network',
  'extension',
  'package-name',
  'setting-name',
  'setting-value',
  // What is known of the project
  'tree-path',
  'python-module',
  'python-series',
  'url-path',
  'program-name',
  'program-reserved',
  'command-line',
  'command-shell',
  'cron-time',
  'canonical',
  'redirect-from',
  'redirect-to',
  'web-address',
  'variable-name',
  'variable-given',
  'variable-value',
  'email',
  'host-name',
  'mail-user',
] as const

export type Problem = (typeof problems)[number]

/** What a function that reads a value returns: the value, or why there is none. */
export type Read<T> = { readonly value: T } | { readonly problem: Problem; readonly expected?: string }

export function isProblem(text: string): text is Problem {
  return (problems as readonly string[]).includes(text)
}

/**
 * Mistakes of form for which `config.syntax` carries a `problem` beside the parser's own English message:
 * those that people make most, and what Cabestan refuses although YAML has it.
 */
export const syntaxProblems = [
  'tab',
  'indentation',
  'duplicate-key',
  'quotes',
  'after-quotes',
  'sign',
  'brackets',
  'no-value',
  'merge',
  'colon',
  'alias',
  'tag',
  'key',
  'several-documents',
  'too-large',
  'other',
] as const

export type SyntaxProblem = (typeof syntaxProblems)[number]
