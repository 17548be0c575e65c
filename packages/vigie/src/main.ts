#!/usr/bin/env node
import { beginBounded } from './cli/bounded.ts'

// Before the rest is loaded, which would otherwise be loaded twice.
if (process.argv.includes('serve')) beginBounded(process)
await import('./cli/run.ts')
