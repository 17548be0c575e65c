import { useState } from 'preact/hooks'
import { useApp } from './app.ts'
import { failureText } from './failure-text.ts'

export interface Form {
  readonly isBusy: boolean
  readonly failure: string | null
  /** For `onSubmit`: sends once, and reports a failure beside the button. */
  readonly submit: (event: Event) => void
}

export function useForm(send: () => Promise<unknown>): Form {
  const { words } = useApp()
  const [isBusy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const submit = async (event: Event) => {
    event.preventDefault()
    if (isBusy) return
    setBusy(true)
    setFailure(null)
    await send().catch((reason) => setFailure(failureText(reason, words)))
    setBusy(false)
  }
  return { isBusy, failure, submit }
}

/** For the action of a button: a failure is reported at the foot of the page. */
export function useDoing() {
  const { words, say } = useApp()
  return async (act: () => Promise<unknown>, done?: string) => {
    try {
      await act()
      if (done) say({ text: done })
    } catch (failure) {
      say({ text: failureText(failure, words), isFailure: true })
    }
  }
}
