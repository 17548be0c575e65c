import { type Failure, toFailure } from '@cabestan/protocol/failures'

/** What became of one server. One that fails does not hide the others. */
export type Outcome<T> =
  | { readonly server: string; readonly ok: true; readonly value: T }
  | { readonly server: string; readonly ok: false; readonly failure: Failure }

export async function attempt<T>(server: string, work: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return { server, ok: true, value: await work() }
  } catch (thrown) {
    return { server, ok: false, failure: toFailure(thrown) }
  }
}

/** Does the next thing, at once, wherever the last one succeeded. */
export function onEach<T, U>(
  outcomes: readonly Outcome<T>[],
  work: (value: T) => Promise<U>,
): Promise<Outcome<U>[]> {
  return Promise.all(
    outcomes.map((outcome) => (outcome.ok ? attempt(outcome.server, () => work(outcome.value)) : outcome)),
  )
}

export function succeeded<T>(outcomes: readonly Outcome<T>[]): T[] {
  return outcomes.flatMap((outcome) => (outcome.ok ? [outcome.value] : []))
}
