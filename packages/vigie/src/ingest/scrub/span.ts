/** A piece of a text, from its first letter to the one behind its last. */
export interface Span {
  readonly from: number
  readonly to: number
}

export const none: readonly Span[] = []
