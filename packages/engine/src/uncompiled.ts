import { config } from 'zod'

// Before any schema is made. Most are used a few times in the life of an engine: to compile them costs more than it saves.
config({ jitless: true })
