import { createContext } from 'preact'
import { useContext, useEffect } from 'preact/hooks'
import type { Account } from '../../contract/account.ts'
import type { Project } from '../../contract/project.ts'
import type { PageWords } from '../../words/pages/en.ts'
import { plain } from '../parts/visible.ts'

/** What every page builds on. */
export interface App {
  readonly words: PageWords
  readonly language: Account['language']
  readonly account: Account | null
  readonly accounts: readonly Account[]
  readonly projects: readonly Project[]
  /** Asks the server again who we are and which projects there are. */
  readonly refresh: () => Promise<void>
  /** Shows a message at the foot of the page, which screen readers speak as well. */
  readonly say: (message: Message) => void
  readonly choose: (language: Account['language']) => void
}

export interface Message {
  readonly text: string
  readonly isFailure?: boolean
  readonly undo?: () => void
}

export const AppContext = createContext<App | null>(null)

export function useApp(): App {
  const app = useContext(AppContext)
  if (!app) throw new Error('a page outside of the app')
  return app
}

export function useTitle(title: string): void {
  useEffect(() => {
    document.title = title ? `${plain(title).slice(0, 200)} · Vigie` : 'Vigie'
  }, [title])
}
