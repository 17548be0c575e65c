import { CabestanError, toFailure } from '@cabestan/protocol/failures'

/** Where the connection breaks before a run was asked for, there is none to join: the last one would be taken for it. */
export function nothingBegun(host: string): (thrown: unknown) => never {
  return (thrown) => {
    const failure = toFailure(thrown)
    if (failure.code !== 'connection.lost') throw thrown
    const values = { ...failure.values, host: failure.values['host'] ?? host }
    throw new CabestanError('connection.cut', values, { detail: failure.detail, cause: thrown })
  }
}
