import type { MailIntent, Outbox } from '../contract/mail.ts'

const minute = 60_000
const hour = 60 * minute

/**
 * The first is mailed at once. Those that follow soon after wait for each other, longer the more mails there were.
 */
const pauses = [0, 1, 2, 5, 10, 15] as const

/** The earliest time of an account's next mail. At most eleven in an hour come of this. */
export function whenToSend(outbox: Outbox, account: number, now: number): number {
  const sent = outbox.sentSince(account, now - hour)
  const last = sent.at(-1)
  if (last === undefined) return now
  const pause = pauses[Math.min(sent.length, pauses.length - 1)] ?? 15
  return last + pause * minute
}

/** Those that waited longer than one round takes, although nothing failed. */
export function heldBack(intents: readonly MailIntent[], now: number): number {
  return intents.filter(({ attempts, at }) => attempts === 0 && now - at > 2 * minute).length
}

/**
 * When to try again after failures: first after minutes, then after hours; null after about a day, when it is given
 * up.
 */
export function nextAttempt(attempts: number, now: number): number | null {
  const waits = [1, 5, 15, 60, 180, 360, 720]
  const wait = waits[attempts]
  return wait === undefined ? null : now + wait * minute
}
