import { useCallback, useEffect, useRef, useState } from 'preact/hooks'
import type { Account } from '../contract/account.ts'
import type { Project } from '../contract/project.ts'
import type { PageWords } from '../words/pages/en.ts'
import * as calls from './api/calls.ts'
import { signedOut } from './api/http.ts'
import { InvitationPage } from './pages/account/invitation-page.tsx'
import { SignInPage } from './pages/account/sign-in-page.tsx'
import { Failed } from './parts/empty.tsx'
import { Messages } from './parts/messages.tsx'
import { usePlace } from './router/location.ts'
import { match } from './router/match.ts'
import { PageAt } from './routes.tsx'
import { Shell } from './shell.tsx'
import { AppContext, type App as AppState, type Message } from './state/app.ts'
import { guessedLanguage, keepLanguage, wordsOf } from './state/language.ts'
import { useRefreshOn } from './state/use-refresh-on.ts'

interface Known {
  readonly me: calls.Me
  readonly accounts: readonly Account[]
  readonly projects: readonly Project[]
}

export function App() {
  const [known, setKnown] = useState<Known | null>(null)
  const [failure, setFailure] = useState<unknown>(null)
  const [message, setMessage] = useState<Message | null>(null)
  const [language, setLanguage] = useState(guessedLanguage)
  const words = useWords(language)
  const asked = useRef(0)
  const refresh = useCallback(async () => {
    asked.current += 1
    const mine = asked.current
    const found = await ask().catch((reason) => ({ reason }))
    // An answer never replaces that of a later question.
    if (mine !== asked.current) return
    if ('reason' in found) return setFailure(found.reason)
    setKnown(found)
    setFailure(null)
    if (found.me.account) setLanguage(found.me.account.language)
  }, [])
  useEffect(() => {
    void refresh()
    addEventListener(signedOut, refresh)
    return () => removeEventListener(signedOut, refresh)
  }, [])
  if (!words) return null
  const { me, accounts = [], projects = [] } = known ?? {}
  const account = me?.account ?? null
  const app = { words, language, account, accounts, projects, refresh, say: setMessage, choose: setLanguage }
  return (
    <AppContext.Provider value={app satisfies AppState}>
      {known ? <Inside known={known} /> : failure !== null && <Failed failure={failure} onRetry={refresh} />}
      <Messages message={message} onClose={() => setMessage(null)} />
    </AppContext.Provider>
  )
}

async function ask(): Promise<Known> {
  const me = await calls.me()
  if (!me.account) return { me, accounts: [], projects: [] }
  const [accounts, projects] = await Promise.all([calls.accounts(), calls.projects()])
  return { me, accounts, projects }
}

function useWords(language: Account['language']): PageWords | null {
  const [words, setWords] = useState<PageWords | null>(null)
  useEffect(() => {
    keepLanguage(language)
    void wordsOf(language).then((found) => setWords(() => found))
  }, [language])
  return words
}

function Inside({ known }: { known: Known }) {
  const { path } = usePlace()
  const invitation = match('/invitation/:token', path)
  if (invitation) return <InvitationPage token={invitation['token'] ?? ''} />
  if (!known.me.account) return <SignInPage hasAccounts={known.me.hasAccounts} />
  return (
    <Shell>
      <KeepKnown />
      <PageAt path={path} />
    </Shell>
  )
}

/** Projects that others create or rename appear by themselves. */
function KeepKnown() {
  useRefreshOn(({ type }) => type === 'projects')
  return null
}
