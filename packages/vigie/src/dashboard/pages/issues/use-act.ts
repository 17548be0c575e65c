import type { IssueAction, IssueLine } from '../../../contract/issue.ts'
import { act as ask } from '../../api/calls.ts'
import { useApp } from '../../state/app.ts'
import { failureText } from '../../state/failure-text.ts'
import { undoOf } from './undo.ts'

interface Then {
  /** Called with the issues that were named, which may be gone after a merge or a deletion. */
  readonly onDone: (named: readonly number[], action: IssueAction) => void
  readonly onUndone: () => void
}

/** Does something with issues, says so, and offers to undo it where that is possible. */
export function useAct({ onDone, onUndone }: Then) {
  const { words, say } = useApp()
  return async (before: readonly IssueLine[], action: IssueAction) => {
    const ids = before.map((issue) => issue.id)
    try {
      await ask(ids, action)
      const undo = undoOf(before, action)
      say({
        text: words.done[action.action](before.length),
        ...(undo && {
          undo: async () => {
            for (const step of undo) await ask(step.issues, step.action)
            say({ text: words.undone })
            onUndone()
          },
        }),
      })
      onDone(ids, action)
    } catch (failure) {
      say({ text: failureText(failure, words), isFailure: true })
    }
  }
}
