import fc from 'fast-check'

/**
 * What fails for a property is told with its seed, which `CABESTAN_TEST_SEED` repeats; what hangs, too, as the
 * property ends before its test does, which would not say a word of it.
 */
const given = process.env['CABESTAN_TEST_SEED']
fc.configureGlobal({
  ...(given === undefined ? {} : { seed: Number(given) }),
  interruptAfterTimeLimit: 50_000,
  markInterruptAsFailure: true,
})
