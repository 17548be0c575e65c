import { describe, expect, test } from 'vitest'
import { troubleOf, troubleOn } from './trouble.ts'

const told = (errcode: number) => ({ code: 'ERR_SQLITE_ERROR', errcode })

test.each([
  ['SQLITE_FULL', told(13), 'disk-full'],
  ['ENOSPC', { code: 'ENOSPC' }, 'disk-full'],
  ['EDQUOT', { code: 'EDQUOT' }, 'disk-full'],
  ['SQLITE_READONLY', told(8), 'read-only'],
  ['SQLITE_READONLY_DIRECTORY', told(1544), 'read-only'],
  ['EROFS', { code: 'EROFS' }, 'read-only'],
  ['SQLITE_IOERR_WRITE', told(778), 'disk-fails'],
  ['SQLITE_IOERR_FSYNC', told(1034), 'disk-fails'],
  ['EIO', { code: 'EIO' }, 'disk-fails'],
  ['SQLITE_CORRUPT_INDEX', told(779), 'damaged'],
  ['SQLITE_NOTADB', told(26), 'damaged'],
  ['SQLITE_CONSTRAINT', told(19), 'other'],
  ['no error of the disk', new TypeError('x is undefined'), 'other'],
])('%s', (_, error, trouble) => expect(troubleOf(error)).toBe(trouble))

describe('an I/O error', () => {
  const answering = (error: object | null) => () => {
    if (error !== null) throw error
  }

  test.each([
    ['of a disk that is full', { code: 'ENOSPC' }, 'disk-full'],
    ['of a disk that may only be read', { code: 'EROFS' }, 'read-only'],
    ['of a disk that fails', { code: 'EIO' }, 'disk-fails'],
    ['of a disk that answers now', null, 'disk-fails'],
    ['of a process without handles', { code: 'EMFILE' }, 'disk-fails'],
  ])('%s', (_, answer, trouble) => expect(troubleOn(told(4874), answering(answer))).toBe(trouble))

  test('is asked about only where SQLite does not know', () => {
    expect(troubleOn(told(13), answering({ code: 'EROFS' }))).toBe('disk-full')
  })
})
