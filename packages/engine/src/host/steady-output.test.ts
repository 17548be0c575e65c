import { describe, expect, it } from 'vitest'
import { SteadyOutput } from './steady-output.ts'

/** A disk that is full after so many bytes, until somebody makes room. */
function disk(room: number) {
  const state = { room, text: '' }
  const write = (bytes: Uint8Array) => {
    if (state.room === 0) throw Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' })
    const taken = Math.min(bytes.length, state.room)
    state.text += Buffer.from(bytes.subarray(0, taken)).toString()
    state.room -= taken
    return taken
  }
  return { state, write }
}

describe('a journal on standard output', () => {
  it('takes each line at once', () => {
    const { state, write } = disk(100)
    const journal = new SteadyOutput(write)
    journal.write('one\n')
    expect(state.text).toBe('one\n')
  })

  it('on a full disk keeps its lines until there is room, and cuts none', () => {
    const { state, write } = disk(6)
    const journal = new SteadyOutput(write)
    for (const line of ['one\n', 'two\n', 'three\n']) journal.write(line)
    expect(state.text).toBe('one\ntw')
    state.room = 100
    journal.write('four\n')
    expect(state.text).toBe('one\ntwo\nthree\nfour\n')
  })
})
