import { expect, it } from 'vitest'
import { MemoryHost } from '../../host/memory.ts'
import { watchFiles } from './output-of.ts'

const log = '/var/log/shop/worker.log'
const pieces = [
  'Traceback (most recent call last):\n  File "shop/tasks.py", line 3\n    r',
  "aise KeyError('x')\n",
  "KeyError: 'x'\n",
]

it('a traceback that is still being written is waited for', async () => {
  const host = new MemoryHost()
  host.files.seed(log, 'before\n')
  const since = await watchFiles(host, [log])
  let text = 'before\n'
  const sleep = host.clock.sleep.bind(host.clock)
  const left = [...pieces]
  host.clock.sleep = async (milliseconds) => {
    text += left.shift() ?? ''
    host.files.seed(log, text)
    await sleep(milliseconds)
  }
  expect(await since.inTheEnd()).toBe(pieces.join(''))
})

it('what is never ended is not waited for for ever', async () => {
  const host = new MemoryHost()
  const since = await watchFiles(host, [log])
  expect(await since.inTheEnd()).toBe('')
  host.files.seed(log, 'no end')
  expect(await since.inTheEnd()).toBe('no end')
})
