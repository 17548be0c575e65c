export interface Issue {
  readonly level: 'error' | 'warning' | 'info'
  /** `security.W004`; '' where its author gave it none. */
  readonly id: string
  /** What it is about: a model, `?`. */
  readonly about: string
  readonly message: string
}

/** What `manage.py check` prints: headings, each with its issues, whose messages and hints may have several lines. */
export function issuesIn(output: string): Issue[] {
  const issues: Issue[] = []
  let level: Issue['level'] | null = null
  for (const line of output.split('\n')) {
    const heading = /^(CRITICALS|ERRORS|WARNINGS|INFOS|DEBUGS):$/.exec(line)?.[1]
    if (heading !== undefined) level = levels[heading] ?? null
    else if (/^System check identified/.test(line)) level = null
    else if (level !== null) takeIn(issues, level, line)
  }
  return issues
}

const levels: Readonly<Record<string, Issue['level']>> = {
  CRITICALS: 'error',
  ERRORS: 'error',
  WARNINGS: 'warning',
  INFOS: 'info',
  DEBUGS: 'info',
}

/** A hint is set in; anything else that is no beginning goes on with the message. */
function takeIn(issues: Issue[], level: Issue['level'], line: string): void {
  const [, about = '', id = '', message = ''] = /^(\S.*?): (?:\(([\w.-]+)\) )?(\S.*)$/.exec(line) ?? []
  const last = issues.at(-1)
  if (message !== '' && !/^\s/.test(line)) issues.push({ level, id, about, message })
  else if (last && line.trim() !== '' && !/^\s*HINT: /.test(line))
    issues[issues.length - 1] = { ...last, message: `${last.message} ${line.trim()}` }
}
