/** `{name}` stands for a value; what is between backticks is typed or read on a screen as it is. */
export type Sentence = string

/** A sentence that depends on `{count}`. */
export interface Counted {
  readonly one: Sentence
  readonly other: Sentence
  /** Said of none, where that is said otherwise than of several. */
  readonly none?: Sentence
}
