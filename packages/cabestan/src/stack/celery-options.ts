/** What Celery's programs need on a server where their directory cannot be written to, and where several run. */
export function withCelerysPlaces(argv: readonly string[], data: string): string[] {
  const hasBeat = isBeat(argv) || argv.some((word) => word === '-B' || word === '--beat')
  if (!isCelery(argv) || !hasBeat) return [...argv]
  const timetable = has(argv, '-s', '--schedule', '-S', '--scheduler')
    ? []
    : [`--schedule=${data}/celerybeat-schedule`]
  // supervisor looks after it; a file that a crash left behind would keep it from starting.
  const pidFile = isBeat(argv) && !has(argv, '--pidfile') ? ['--pidfile='] : []
  return [...argv, ...timetable, ...pidFile]
}

export function isCeleryWorker(argv: readonly string[]): boolean {
  return isCelery(argv) && argv.includes('worker')
}

export function isBeat(argv: readonly string[]): boolean {
  return isCelery(argv) && argv.includes('beat')
}

/** It says by itself how it is called among its like. */
export function hasNodeName(argv: readonly string[]): boolean {
  return has(argv, '-n', '--hostname')
}

function isCelery(argv: readonly string[]): boolean {
  return argv.slice(0, 3).some((word) => /(?:^|\/)celery$/.test(word))
}

function has(argv: readonly string[], ...options: readonly string[]): boolean {
  return argv.some((word) => options.some((option) => word === option || word.startsWith(`${option}=`)))
}
