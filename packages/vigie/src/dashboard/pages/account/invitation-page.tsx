import { useState } from 'preact/hooks'
import { acceptInvitation, lookAtInvitation } from '../../api/calls.ts'
import { Refused } from '../../api/http.ts'
import { Failed } from '../../parts/empty.tsx'
import { EmailField, LanguageChoice, NameField, NewPasswordField } from '../../parts/person-fields.tsx'
import { Submit } from '../../parts/submit.tsx'
import { replace } from '../../router/location.ts'
import { useApp, useTitle } from '../../state/app.ts'
import { useForm } from '../../state/use-form.ts'
import { useLoad } from '../../state/use-load.ts'
import { Gate } from './gate.tsx'

export function InvitationPage({ token }: { token: string }) {
  const { words } = useApp()
  useTitle(words.account.join)
  const load = useLoad(token, () => lookAtInvitation(token))
  if (load.isLoading) return null
  return (
    <Gate title={words.account.join}>
      {load.failure ? <Refusal failure={load.failure} onRetry={load.reload} /> : <Join token={token} />}
    </Gate>
  )
}

/** Nobody should fill in a form in vain. Somebody who has used the link before wants to sign in. */
function Refusal({ failure, onRetry }: { failure: unknown; onRetry: () => void }) {
  const { words } = useApp()
  const isOver = failure instanceof Refused
  return (
    <>
      <Failed failure={failure} {...(isOver ? {} : { onRetry })} />
      {isOver && (
        <a class="button" href="/issues">
          {words.account.signIn}
        </a>
      )}
    </>
  )
}

function Join({ token }: { token: string }) {
  const { words, refresh, language, choose } = useApp()
  const [email, setEmail] = useState('')
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  const form = useForm(async () => {
    await acceptInvitation({ token, email: email.trim(), name: name.trim(), password, language })
    replace('/issues')
    await refresh()
  })
  return (
    <>
      <p class="quiet">{words.account.joinText}</p>
      <form class="form" onSubmit={form.submit}>
        <NameField value={name} onValue={setName} />
        <EmailField value={email} onValue={setEmail} autocomplete="username" />
        <NewPasswordField label={words.account.password} value={password} onValue={setPassword} />
        <LanguageChoice value={language} onChoose={choose} />
        <Submit form={form} label={words.account.joinButton} />
      </form>
    </>
  )
}
