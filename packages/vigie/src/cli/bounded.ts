/**
 * What V8 and the C library take of the memory they decide as a process begins, and both take more the longer they
 * are busy: under load it would be twice as much. So the process begins anew, as the same one, with these set.
 */
const flags = [
  '--max-semi-space-size=1',
  // The old heap is collected whenever it has grown by a fifth; left alone, V8 lets it double or more.
  '--heap-growing-percent=20',
  // Objects that survive a collection of the young heap because an event was interrupted are dead a moment later. V8
  // would take them for long-lived and allocate their like in the old heap, where each keeps a whole event until all
  // of that heap is marked.
  '--no-allocation-site-pretenuring',
  // Otherwise its memory lies between what other code allocates and never returns to the system: some 6 MB.
  '--no-concurrent-recompilation',
  // Such a small young heap is collected in a tenth of a millisecond, so waking helper threads costs more than they
  // save.
  '--no-parallel-scavenge',
  // Otherwise each thread starts from a snapshot in Node's binary, whose pages stay in memory: 7 MB. Starting without
  // it is as fast.
  '--no-node-snapshot',
  // V8 would map its builtins once more next to the code that it compiles: 2 MB without any gain in time.
  '--no-short-builtin-calls',
  // Lets `forgetBeginning` collect garbage explicitly.
  '--expose-gc',
]
const environment = {
  /** One arena for all threads, whose end is returned to the system as soon as it is free. */
  MALLOC_ARENA_MAX: '1',
  MALLOC_TRIM_THRESHOLD_: '65536',
  MALLOC_TOP_PAD_: '0',
}
const mark = 'VIGIE_IS_BOUNDED'

/** Does not return where the process starts again. Values that an administrator has set are kept. */
export function beginBounded({ argv, execArgv, env, execPath, execve }: NodeJS.Process): void {
  if (env[mark] !== undefined || execve === undefined) return
  const words = [execPath, ...flags, ...execArgv, ...argv.slice(1)]
  execve.call(process, execPath, words, { ...environment, ...env, [mark]: '1' })
}
