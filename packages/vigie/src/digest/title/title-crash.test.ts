import { describe, expect, it } from 'vitest'
import { django, exception, type JsonObject, ownFrame } from '../event.fixture.ts'
import { read } from './title.fixture.ts'

const script = (change: JsonObject) => ({
  platform: 'node',
  exception: { values: [{ stacktrace: { frames: [ownFrame] }, ...change }] },
})

describe('the title of a crash, or of what an SDK made up', () => {
  it.each<[string, JsonObject, string, string | null]>([
    [
      'a signal without a type',
      {
        platform: 'native',
        exception: exception(
          { type: null, value: 'Aborted', mechanism: { type: 'drkonqi', handled: false, synthetic: true } },
          [{ function: 'Basket::pay', filename: '/srv/till/basket.cpp' }],
        ),
      },
      'Basket::pay',
      'Aborted',
    ],
    [
      'made up by the SDK',
      django({
        exception: exception({
          type: 'SIGSEGV',
          value: 'Segfault',
          mechanism: { type: 'signal', synthetic: true },
        }),
      }),
      'basket',
      'Segfault',
    ],
    [
      'a message with the stack of where it was sent',
      script({ value: 'Out of tea', mechanism: { synthetic: true } }),
      'Out of tea',
      null,
    ],
    [
      'what was thrown in a browser without being an error',
      script({ type: 'Error', value: 'Object with keys: code', mechanism: { synthetic: true } }),
      'Error',
      'Object with keys: code',
    ],
    [
      'nothing that was thrown in Node, where one’s own function has no name',
      {
        platform: 'node',
        exception: exception({ type: 'Error', value: '', mechanism: { synthetic: true } }, [
          { function: 'Module._compile', module: 'loader', filename: 'node:internal/loader' },
          { function: '?', module: 'shop', filename: '/srv/shop.js', in_app: true },
        ]),
      },
      'Error',
      null,
    ],
    [
      'what was logged in Rust, with its cause',
      {
        ...script({
          type: 'tracing::error!',
          value: 'while paying',
          mechanism: { type: 'tracing', synthetic: true },
        }),
        platform: 'native',
      },
      'while paying',
      null,
    ],
    [
      'a crash of which only where its thread began has a name',
      {
        platform: 'native',
        exception: exception({ type: 'SIGSEGV', value: null, mechanism: { type: 'x', synthetic: true } }, [
          { function: 'thread_start', package: '/usr/lib/libpthread.so' },
          { function: '+0x12ab', package: '/srv/shop/shop' },
        ]),
      },
      'SIGSEGV',
      null,
    ],
    [
      'a crash without words',
      { threads: [{ crashed: true, stacktrace: { frames: [ownFrame] } }] },
      'basket',
      null,
    ],
    [
      'a crash in which only the runtime has names',
      {
        platform: 'native',
        exception: {
          type: 'SIGSEGV',
          value: 'Segfault',
          mechanism: { type: 'signalhandler', synthetic: true, handled: false },
          stacktrace: { frames: [{ function: '__libc_start_main', package: '/usr/lib/libc.so.6' }] },
        },
      },
      'SIGSEGV',
      'Segfault',
    ],
  ])('%s', (_, event, title, value) => {
    expect(read(event)).toMatchObject({ title, value })
  })
})
