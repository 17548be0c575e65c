import scratchOfThisRun from '../../tests/harness/scratch.ts'

/** Removes what a benchmark wrote on this computer when it ends. */
process.once('exit', scratchOfThisRun())
