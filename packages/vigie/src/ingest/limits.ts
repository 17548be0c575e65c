const kib = 1024
const mib = 1024 * kib

/** The same as Relay's, which SDKs expect. */
export const limits = {
  event: mib,
  /** Items and headers of an envelope are counted while it streams by. */
  envelope: 200 * mib,
  checkIn: 100 * kib,
  small: 256 * kib,
  headerLine: 64 * kib,
  itemsOfAnEnvelope: 1000,
  /** Clients send at most a thousand. An item that claims more would make the counts worthless. */
  recordsOfAnItem: 10_000,
  encodings: 3,
  /** What is decoded at once, in one piece; larger bodies are streamed. */
  atOnce: 512 * kib,
} as const

/** Bytes held by all requests together while they are worked on. */
export const bytesInFlight = 6 * mib
/** Enough for one of the largest events, packed and unpacked, which is always available. */
export const bytesOfOne = 2.5 * mib
/** For the whole process with what requests hold; working on it takes the rest of the 120 MB. */
export const mostResident = 112 * mib
/**
 * While so many requests wait for each other, the thread that writes reads some of the events as well, where it has room:
 * none that is read sooner than handed over, and none that would hold up what is to be written.
 */
export const handedOver = { requests: 2, least: 8 * kib, most: 128 * kib, atATime: 4, backlog: 200 } as const
/** Bodies that are complete wait for each other before they are decoded: packed, the many take little. */
export const atWork = { requests: 8, bytes: 256 * kib } as const
/** And that wait to be written. */
export const bytesPending = 4 * mib
/** Acknowledged, and not digested yet. */
export const longestBacklog = 20_000
