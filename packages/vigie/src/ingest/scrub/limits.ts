/** What the protocol grants each part of an event; counted in characters. */
export const limits = {
  depth: 60,
  /** Of one object or list. */
  entries: 1_000,
  /** Of the whole payload. */
  nodes: 20_000,
  frames: 50,
  breadcrumbs: 100,
  tags: 200,
  tag: 200,
  message: 8_192,
  sourceLine: 1_024,
  text: 16_384,
  name: 200,
  each: 16_384,
  inAll: 262_144,
} as const

export const filtered = '[filtered]'
export const tooDeep = '[too deep]'
export const ellipsis = '…'
