import { useCallback, useEffect, useState } from 'preact/hooks'

export interface Load<Value> {
  /** What was loaded last stays while the next is on its way. */
  readonly value: Value | null
  readonly failure: unknown
  readonly isLoading: boolean
  readonly reload: () => void
  readonly set: (value: Value) => void
}

/** Loads when `key` changes; an answer that comes too late, for an older key, is dropped. */
export function useLoad<Value>(key: string, load: (signal: AbortSignal) => Promise<Value>): Load<Value> {
  const [state, setState] = useState<{ value: Value | null; failure: unknown; isLoading: boolean }>({
    value: null,
    failure: null,
    isLoading: true,
  })
  const [round, setRound] = useState(0)
  useEffect(() => {
    const stop = new AbortController()
    setState((before) => ({ ...before, isLoading: true }))
    load(stop.signal).then(
      (value) => stop.signal.aborted || setState({ value, failure: null, isLoading: false }),
      (failure) => stop.signal.aborted || setState((before) => ({ ...before, failure, isLoading: false })),
    )
    return () => stop.abort()
  }, [key, round])
  return {
    ...state,
    reload: useCallback(() => setRound((before) => before + 1), []),
    set: useCallback((value: Value) => setState({ value, failure: null, isLoading: false }), []),
  }
}
