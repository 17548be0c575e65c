import { config } from 'zod'

// Must run before any schema is made. Compiling a schema costs more than it saves in an engine that uses most of them
// a few times.
config({ jitless: true })
