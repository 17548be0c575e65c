/** Why something could not be written, which decides the answer to the client. */
export type WriterTrouble = 'disk-full' | 'read-only' | 'disk-fails' | 'damaged' | 'closed' | 'other'

export class WriterFailure extends Error {
  override readonly name = 'WriterFailure'
  readonly trouble: WriterTrouble

  constructor(trouble: WriterTrouble, cause?: unknown) {
    super(`The database could not be written: ${trouble}`, { cause })
    this.trouble = trouble
  }
}
