const kib = 1024
const mib = 1024 * kib

/** As Relay has them, which is what SDKs expect. */
export const limits = {
  event: mib,
  /** Items and headers of an envelope are counted out of it while it streams by. */
  envelope: 200 * mib,
  checkIn: 100 * kib,
  small: 256 * kib,
  headerLine: 64 * kib,
  itemsOfAnEnvelope: 1000,
  /** Clients send a thousand at the most. What says of itself that it holds more would make the counts worthless. */
  recordsOfAnItem: 10_000,
  encodings: 3,
  /** What is decoded at once, in one piece. Beyond, it streams. */
  atOnce: 512 * kib,
} as const

/** Bytes that requests hold while they are worked on, of all connections together. */
export const bytesInFlight = 6 * mib
/** For one event of the largest, packed and unpacked: that much there always is. */
export const bytesOfOne = 2.5 * mib
/** Of the process, with what requests hold; to work on it takes some more of the 120 MB. */
export const mostResident = 112 * mib
/**
 * While so many requests wait for each other, the thread that writes reads some of the events as well, where it has room:
 * none that is read sooner than handed over, none that would hold up what is to be written. Of fewer all are read in one
 * place: a server that nobody has sent anything is slow where its code has not run yet.
 */
export const handedOver = { requests: 4, least: 8 * kib, most: 128 * kib, atATime: 4, backlog: 200 } as const
/** And that wait to be written. */
export const bytesPending = 4 * mib
/** Acknowledged, not digested yet. */
export const longestBacklog = 20_000
