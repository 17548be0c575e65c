import scratchOfThisRun from '../../tests/harness/scratch.ts'

/** What a bench writes on this computer goes with it. */
process.once('exit', scratchOfThisRun())
