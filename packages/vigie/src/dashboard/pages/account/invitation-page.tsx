import { useState } from 'preact/hooks'
import { acceptInvitation } from '../../api/calls.ts'
import { EmailField, LanguageChoice, NameField, NewPasswordField } from '../../parts/person-fields.tsx'
import { Submit } from '../../parts/submit.tsx'
import { replace } from '../../router/location.ts'
import { useApp, useTitle } from '../../state/app.ts'
import { useForm } from '../../state/use-form.ts'
import { Gate } from './gate.tsx'

export function InvitationPage({ token }: { token: string }) {
  const { words, refresh, language, choose } = useApp()
  const [email, setEmail] = useState('')
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  const form = useForm(async () => {
    await acceptInvitation({ token, email: email.trim(), name: name.trim(), password, language })
    replace('/issues')
    await refresh()
  })
  useTitle(words.account.join)
  return (
    <Gate title={words.account.join}>
      <p class="quiet">{words.account.joinText}</p>
      <form class="form" onSubmit={form.submit}>
        <NameField value={name} onValue={setName} />
        <EmailField value={email} onValue={setEmail} autocomplete="username" />
        <NewPasswordField label={words.account.password} value={password} onValue={setPassword} />
        <LanguageChoice value={language} onChoose={choose} />
        <Submit form={form} label={words.account.joinButton} />
      </form>
    </Gate>
  )
}
