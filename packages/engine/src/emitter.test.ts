import type { Event } from '@cabestan/protocol/events'
import { expect, it } from 'vitest'
import { emitter } from './emitter.ts'
import { MemoryHost } from './host/memory.ts'

it('keeps what programs print without the secrets in it', () => {
  const told: Event[] = []
  const emit = emitter(new MemoryHost().clock, (event) => told.push(event))
  emit({ type: 'output', id: 'release:build', line: 'GET https://x.example/?token=abc' })
  emit({
    type: 'notice',
    stage: 'build',
    code: 'check.warning',
    values: { id: 'x', message: 'redis://:abc@db' },
  })
  expect(told).toMatchObject([
    { line: 'GET https://x.example/?token=[secret]' },
    { values: { id: 'x', message: 'redis://:[secret]@db' } },
  ])
})
