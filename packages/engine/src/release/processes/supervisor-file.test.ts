import { expect, it } from 'vitest'
import { programsIn, withCount } from './supervisor-file.ts'

const text = `; Managed by Cabestan.
[program:disquaire-blue]
command=/srv/disquaire/bin/process web blue
stopwaitsecs=40

[program:disquaire-worker]
command=/srv/disquaire/bin/process worker %(process_num)d
numprocs=2
numprocs_start=1
process_name=%(program_name)s-%(process_num)d
stopwaitsecs = 300 ; five minutes

; the clock
[program:disquaire-bot]
command=/srv/disquaire/bin/process bot 1
user=disquaire

[program:disquaires-worker]
command=/bin/true
`

it('has the programs of one application', () => {
  expect(programsIn(text, 'disquaire')).toEqual([
    { process: 'web', program: 'disquaire-blue', count: 1, stopSeconds: 40 },
    { process: 'worker', program: 'disquaire-worker', count: 2, stopSeconds: 300 },
    { process: 'bot', program: 'disquaire-bot', count: 1, stopSeconds: 10 },
  ])
})

it('changes one number, and nothing else', () => {
  expect(withCount(text, 'disquaire-worker', 5)).toBe(text.replace('numprocs=2', 'numprocs=5'))
  expect(withCount(text, 'disquaire-worker', 0)).toBe(text.replace('numprocs=2', 'numprocs=0'))
  expect(withCount(text, 'disquaire-worker', 2)).toBe(text)
  expect(withCount(text, 'disquaire-bot', 1)).toBe(text)
})

it('numbers them where there are several, and takes that back', () => {
  const three = withCount(text, 'disquaire-bot', 3)
  expect(three).toContain(`[program:disquaire-bot]
command=/srv/disquaire/bin/process bot %(process_num)d
numprocs=3
numprocs_start=1
process_name=%(program_name)s-%(process_num)d
user=disquaire
`)
  expect(withCount(three, 'disquaire-bot', 1)).toBe(text)
})
