/** Options for Celery on a server where its directory is read-only, and where several of its programs run. */
export function withCelerysPlaces(argv: readonly string[], data: string): string[] {
  const hasBeat = isBeat(argv) || argv.some((word) => word === '-B' || word === '--beat')
  if (!isCelery(argv) || !hasBeat) return [...argv]
  const timetable = has(argv, '-s', '--schedule', '-S', '--scheduler')
    ? []
    : [`--schedule=${data}/celerybeat-schedule`]
  // supervisor looks after it; a file left by a crash would keep it from starting.
  const pidFile = isBeat(argv) && !has(argv, '--pidfile') ? ['--pidfile='] : []
  return [...argv, ...timetable, ...pidFile]
}

export function isCeleryWorker(argv: readonly string[]): boolean {
  return isCelery(argv) && argv.includes('worker')
}

export function isBeat(argv: readonly string[]): boolean {
  return isCelery(argv) && argv.includes('beat')
}

/** The command already gives it a name of its own. */
export function hasNodeName(argv: readonly string[]): boolean {
  return has(argv, '-n', '--hostname')
}

function isCelery(argv: readonly string[]): boolean {
  return argv.slice(0, 3).some((word) => /(?:^|\/)celery$/.test(word))
}

function has(argv: readonly string[], ...options: readonly string[]): boolean {
  return argv.some((word) => options.some((option) => word === option || word.startsWith(`${option}=`)))
}
