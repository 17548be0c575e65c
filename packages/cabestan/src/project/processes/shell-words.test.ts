import { expect, it } from 'vitest'
import { simpleCommands } from './shell-words.ts'

const celery = ['celery', '-A', 'shop', 'worker']

it.each([
  'celery -A shop worker',
  'celery -A shop worker > ./logs/worker.log',
  'celery -A shop worker >>/var/log/worker.log 2>&1',
  'celery 2>/dev/null -A shop worker </dev/null',
  'celery -A shop worker &> "my logs/worker.log"',
  'cd app && exec celery -A shop worker',
  'C_FORCE_ROOT=1 poetry run celery -A shop worker',
  'newrelic-admin run-program celery -A shop worker',
  `sh -c 'sleep 5; celery -A shop worker'`,
  'watchmedo auto-restart --directory=./ --pattern=*.py --recursive -- celery -A shop worker',
  'watchmedo auto-restart -d . -p *.py celery -A shop worker',
  `watchfiles --filter python 'celery -A shop worker'`,
  'dockerize -wait tcp://redis:6379 -timeout 60s celery -A shop worker',
  './wait-for-it.sh redis:6379 -- celery -A shop worker',
  'ddtrace-run celery -A shop worker',
  'doppler run -- celery -A shop worker',
  'gosu app celery -A shop worker',
  'tini -- nice -n 10 celery -A shop worker',
])('%s runs the worker', (line) => {
  expect(simpleCommands(line).at(-1)).toEqual(celery)
})

it('what comes behind an output that is led elsewhere is another command', () => {
  expect(simpleCommands('nohup ./serve > serve.log &\nnohup celery -A shop worker > logs &')).toEqual([
    ['./serve'],
    celery,
  ])
  expect(simpleCommands(`celery -A <project> worker -Q 'a>b'`)).toEqual([
    ['celery', '-A', '<project>', 'worker', '-Q', 'a>b'],
  ])
})

it('what runs nothing that is known stays as it is written', () => {
  expect(simpleCommands('timeout 60 ./nightly')).toEqual([['timeout', '60', './nightly']])
})
