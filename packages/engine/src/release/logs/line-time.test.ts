import { expect, it } from 'vitest'
import { timeOf } from './line-time.ts'

const moment = Date.UTC(2026, 10, 27, 9, 0, 5)
const local = new Date(2026, 10, 27, 9, 0, 5).getTime()

it.each([
  ['[2026-11-27 10:00:05 +0100] [812] [INFO] Booting worker with pid: 812', moment],
  ['2026-11-27 10:00:05 +0100 ERROR django.request Internal Server Error: /', moment],
  ['2026-11-27T09:00:05.250Z worker ready', moment + 250],
  ['[2026-11-27 09:00:05,250: INFO/MainProcess] Task done', local + 250],
  ['INFO 2026-11-27 09:00:05,250 views 12 said', local + 250],
  ['2026/11/27 09:00:05 [error] 31#31: *7 connect() failed', local],
  ['203.0.113.9 - - [27/Nov/2026:10:00:05 +0100] "GET / HTTP/1.1" 200 12', moment],
  ['[27/Nov/2026 09:00:05] "GET / HTTP/1.1" 200 12', local],
  ['{"level": "info", "timestamp": "2026-11-27T09:00:05Z"}', moment],
  ['  File "/srv/x/views.py", line 2026, in view', null],
  ['ValueError: 2026-11-27 09:00:05 is in the past', null],
  ['', null],
])('of %j', (line, time) => expect(timeOf(line)).toBe(time))
