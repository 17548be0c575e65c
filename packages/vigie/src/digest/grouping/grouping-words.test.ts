import { describe, expect, it } from 'vitest'
import { type JsonObject, libraryFrame } from '../event.fixture.ts'
import { isOneIssue, message, raised } from './grouping.fixture.ts'

const nothingOwn = (value: string) => raised({ value }, [libraryFrame])

describe('one issue, by their words', () => {
  it.each<[string, JsonObject, JsonObject]>([
    [
      'a line of a log in JSON, at another time',
      message('{"level":50,"time":1796029500123,"pid":7,"msg":"payment 12 failed"}'),
      message('{"level":50,"pid":8,"host":"web-2","msg":"payment 13 failed"}'),
    ],
    ['a message with numbers', message('Basket 17 is empty'), message('Basket 4242 is empty')],
    [
      'a message with an id',
      message('No basket 3f2b8c1e-8f0d-4f53-9d6c-0c6a2f0f9b11'),
      message('No basket 11111111-8f0d-4f53-9d6c-0c6a2f0f9b11'),
    ],
    [
      'a template',
      message('Basket of ada', { logentry: { message: 'Basket of %s', params: ['ada'] } }),
      message('Basket of bob', { logentry: { message: 'Basket of %s', params: ['bob'] } }),
    ],
    [
      'the value of an error where no frame is ours',
      nothingOwn("Invalid HTTP_HOST header: 'a.example'"),
      nothingOwn("Invalid HTTP_HOST header: 'b.example'"),
    ],
  ])('%s', (_, one, other) => {
    expect(isOneIssue(one, other)).toBe(true)
  })
})

describe('two issues, by their words', () => {
  it.each<[string, JsonObject, JsonObject]>([
    [
      'lines of a log in JSON',
      message('{"level":50,"time":1796029500123,"msg":"payment failed"}'),
      message('{"level":50,"time":1796029500123,"msg":"stock is short"}'),
    ],
    [
      'values where no frame is ours',
      nothingOwn('Invalid block tag'),
      nothingOwn('Could not parse the remainder'),
    ],
    [
      'names in values',
      nothingOwn("'NoneType' object has no attribute 'total'"),
      nothingOwn("'NoneType' object has no attribute 'price'"),
    ],
    ['words of a message', message('Basket is empty'), message('Basket is full')],
    ['a message of another logger', message('Failed'), message('Failed', { logger: 'mail' })],
    [
      'messages through a template of nothing',
      message('a', { logentry: { message: '%s', params: ['No tea'] } }),
      message('b', { logentry: { message: '%s', params: ['No milk'] } }),
    ],
    [
      'what a server answered',
      nothingOwn('Request failed with status code 404'),
      nothingOwn('Request failed with status code 500'),
    ],
  ])('%s', (_, one, other) => {
    expect(isOneIssue(one, other)).toBe(false)
  })
})
