/** Where something was read. */
export interface Place {
  readonly file: string
  readonly line?: number
}

/**
 * How sure an answer is. **stated**: the project says so. **derived**: it follows from what the project says.
 * **guessed**: the likeliest of several; shown, and to be confirmed by the owner.
 */
export type Certainty = 'stated' | 'derived' | 'guessed'

/** What was read, with its evidence; null where it cannot be known. */
export interface Answer<T> {
  readonly value: T | null
  readonly certainty: Certainty
  readonly places: readonly Place[]
}

/** What a person may decide otherwise, in cabestan.yaml. */
export type Overrides = Partial<{
  readonly directory: string
  readonly settings: string
  readonly python: string
  readonly dependencies: readonly string[]
  readonly page: string
  readonly database: 'postgresql' | 'sqlite' | 'own'
  readonly interface: 'wsgi' | 'asgi'
  readonly env: Readonly<Record<string, string>>
}>
