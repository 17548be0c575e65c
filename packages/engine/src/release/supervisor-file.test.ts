import { expect, it } from 'vitest'
import { programsIn, withCount } from './supervisor-file.ts'

const text = `; Managed by Cabestan.
[program:disquaire-blue]
command=/srv/disquaire/bin/process web blue
stopwaitsecs=40

[program:disquaire-worker]
process_name=%(program_name)s_%(process_num)02d
command=/srv/disquaire/bin/process worker
numprocs = 2 ; two
stopwaitsecs=300

; the clock
[program:disquaire-beat]
command=/srv/disquaire/bin/process beat

[program:disquaires-worker]
command=/bin/true
`

it('has the programs of one application', () => {
  expect(programsIn(text, 'disquaire')).toEqual([
    { process: 'web', program: 'disquaire-blue', count: 1, stopSeconds: 40 },
    { process: 'worker', program: 'disquaire-worker', count: 2, stopSeconds: 300 },
    { process: 'beat', program: 'disquaire-beat', count: 1, stopSeconds: 10 },
  ])
})

it('changes one number, and nothing else', () => {
  expect(withCount(text, 'disquaire-worker', 5)).toBe(text.replace('numprocs = 2 ; two', 'numprocs=5'))
  expect(withCount(text, 'disquaire-worker', 2)).toBe(text)
  expect(withCount(text, 'disquaire-beat', 1)).toBe(text)
})

it('gives names with numbers where there are several from now on', () => {
  expect(withCount(text, 'disquaire-beat', 3)).toContain(
    '[program:disquaire-beat]\nprocess_name=%(program_name)s_%(process_num)02d\nnumprocs=3\ncommand',
  )
})
