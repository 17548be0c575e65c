/** What `migrate` says while it works, line by line. */
export interface MigrateProgress {
  /** Answers the migration that this line ends, if it does. */
  read(line: string): string | null
  /** The one that was begun and has not ended. */
  current(): string | null
}

const begun = /^\s*(?:Applying|Unapplying) (\S+?)\.\.\.(.*)$/
const ended = /(?:^|\s)(?:OK|FAKED)\s*$/

/** Code of a migration may print in between: then the OK stands on a line of its own, or behind that. */
export function followMigrate(): MigrateProgress {
  let current: string | null = null
  return {
    read(line) {
      const [, name, rest = line] = begun.exec(line) ?? []
      if (name) current = name
      if (current === null || !ended.test(rest)) return null
      const done = current
      current = null
      return done
    },
    current: () => current,
  }
}

/** A lock that others held for too long: PostgreSQL, SQLite, MySQL. */
export function isLocked(output: string): boolean {
  return /canceling statement due to lock timeout|deadlock detected|database is locked|database table is locked|Lock wait timeout exceeded/.test(
    output,
  )
}

/** The last exception of a traceback, on one line; what it goes on to say stands in the tail. */
export function exceptionIn(output: string): string {
  const lines = output.split('\n').map((line) => line.trimEnd())
  const named = lines.findLast((line) =>
    /^[A-Za-z_][\w.]*(?:Error|Exception|Exists|Warning|Exit|Failed|DoesNotExist)?: \S/.test(line),
  )
  return named ?? lines.findLast((line) => line !== '') ?? ''
}
