import type { Category, ShedReason } from '../contract/taken.ts'

/** An answer other than 200, thrown from wherever the reason is known. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly status: number
  readonly reason: ShedReason | null
  readonly category: Category
  /** Seconds until a client may try again. */
  readonly retryAfter: number | null

  constructor(
    status: number,
    message: string,
    more: Partial<Pick<Refusal, 'reason' | 'category' | 'retryAfter'>> = {},
  ) {
    super(message)
    this.status = status
    this.reason = more.reason ?? null
    this.category = more.category ?? 'error'
    this.retryAfter = more.retryAfter ?? null
  }
}

export const malformed = (message: string, category: Category = 'error') =>
  new Refusal(400, message, { reason: 'malformed', category })

export const noEvent = (category?: Category) => malformed('the event is no JSON object', category)

export const tooLarge = (what: string, category: Category = 'error') =>
  new Refusal(413, `${what} is too large`, { reason: 'too-large', category })

/** It is counted already. */
export const tooLargeItem = () => new Refusal(413, 'an item of the envelope is too large')

export const overloaded = () =>
  new Refusal(429, 'overloaded: the memory bound is reached', { reason: 'overloaded', retryAfter: 5 })
