/**
 * What V8 and the C library take of the memory they decide as a process begins, and both take more the longer they
 * are busy: under load it would be twice as much. So the process begins anew, as the same one, with these set.
 */
const flags = [
  '--max-semi-space-size=1',
  // Some 5 MB under load, for a fiftieth of each event's processor time.
  '--optimize-for-size',
  // What was alive when an event was interrupted for the young heap is dead a moment later. V8 takes it for long-lived,
  // and then makes its like in the old heap, where each keeps a whole event until all of that heap is marked.
  '--no-allocation-site-pretenuring',
  // Its memory lies between that of whatever runs meanwhile, and does not go back to the system: some 6 MB.
  '--no-concurrent-recompilation',
  // So small a young heap is collected in a tenth of a millisecond: to wake helpers for it costs more than they spare.
  '--no-parallel-scavenge',
  // Each thread would begin from a picture of one that has begun, in Node's binary, whose pages then stay: 7 MB. To begin
  // without takes no longer.
  '--no-node-snapshot',
  // V8's own functions, mapped once more to lie beside what it compiles: 2 MB, and no time is spared by it.
  '--no-short-builtin-calls',
  // Not to collect by itself: for `forgetBeginning`.
  '--expose-gc',
]
const environment = {
  /** One heap for all threads, given back to the system as soon as its end is free. */
  MALLOC_ARENA_MAX: '1',
  MALLOC_TRIM_THRESHOLD_: '65536',
  MALLOC_TOP_PAD_: '0',
}
const mark = 'VIGIE_IS_BOUNDED'

/** Does not come back where it begins anew. What an administrator has set holds. */
export function beginBounded({ argv, execArgv, env, execPath, execve }: NodeJS.Process): void {
  if (env[mark] !== undefined || execve === undefined) return
  const words = [execPath, ...flags, ...execArgv, ...argv.slice(1)]
  execve.call(process, execPath, words, { ...environment, ...env, [mark]: '1' })
}
