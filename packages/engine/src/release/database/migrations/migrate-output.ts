/** What `migrate` says while it works, line by line. */
export interface MigrateProgress {
  /** Returns the migration that this line ends, if it ends one. */
  read(line: string): string | null
  /** The migration that has begun and not ended. */
  current(): string | null
}

const begun = /^\s*(?:Applying|Unapplying) (\S+?)\.\.\.(.*)$/
const ended = /(?:^|\s)(?:OK|FAKED)\s*$/

/** A migration's own code may print in between, so that OK stands on a line of its own or behind that output. */
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

/** A lock that others held for too long, in the words of PostgreSQL, SQLite and MySQL. */
export function isLocked(output: string): boolean {
  return /canceling statement due to lock timeout|deadlock detected|database is locked|database table is locked|Lock wait timeout exceeded/.test(
    output,
  )
}

/** The first line of a traceback's last exception. The rest of its message is in the failure's tail. */
export function exceptionIn(output: string): string {
  const lines = output.split('\n').map((line) => line.trimEnd())
  const named = lines.findLast((line) =>
    /^[A-Za-z_][\w.]*(?:Error|Exception|Exists|Warning|Exit|Failed|DoesNotExist)?: \S/.test(line),
  )
  return named ?? lines.findLast((line) => line !== '') ?? ''
}
