export interface Issue {
  readonly level: 'error' | 'warning' | 'info'
  /** `security.W004`, or '' where the author of the check gave it no id. */
  readonly id: string
  /** What the issue is about: a model, or `?`. */
  readonly about: string
  readonly message: string
}

/**
 * Parses what `manage.py check` prints: headings with their issues, whose messages and hints may span several lines.
 */
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

/** A hint is indented. Any other line that begins no new issue continues the message. */
function takeIn(issues: Issue[], level: Issue['level'], line: string): void {
  const [, about = '', id = '', message = ''] = /^(\S.*?): (?:\(([\w.-]+)\) )?(\S.*)$/.exec(line) ?? []
  const last = issues.at(-1)
  if (message !== '' && !/^\s/.test(line)) issues.push({ level, id, about, message })
  else if (last && line.trim() !== '' && !/^\s*HINT: /.test(line))
    issues[issues.length - 1] = { ...last, message: `${last.message} ${line.trim()}` }
}
