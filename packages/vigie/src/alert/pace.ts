import type { MailIntent, Outbox } from '../contract/mail.ts'

const minute = 60_000
const hour = 60 * minute

/** The first is told at once; those that follow close behind wait for each other, the longer the more there were. */
const pauses = [0, 1, 2, 5, 10, 15] as const

/** Not before this time may an account get another mail. At most eleven in an hour come of it. */
export function whenToSend(outbox: Outbox, account: number, now: number): number {
  const sent = outbox.sentSince(account, now - hour)
  const last = sent.at(-1)
  if (last === undefined) return now
  const pause = pauses[Math.min(sent.length, pauses.length - 1)] ?? 15
  return last + pause * minute
}

/** Those that waited longer than a look takes, though nothing failed. */
export function heldBack(intents: readonly MailIntent[], now: number): number {
  return intents.filter(({ attempts, at }) => attempts === 0 && now - at > 2 * minute).length
}

/** After failures: minutes first, then hours; null where it is given up, after about a day. */
export function nextAttempt(attempts: number, now: number): number | null {
  const waits = [1, 5, 15, 60, 180, 360, 720]
  const wait = waits[attempts]
  return wait === undefined ? null : now + wait * minute
}
