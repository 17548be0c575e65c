import { useState } from 'preact/hooks'
import { acceptInvitation } from '../../api/calls.ts'
import { Choice, TextField } from '../../parts/field.tsx'
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
        <TextField
          label={words.account.name}
          value={name}
          onValue={setName}
          input={{ required: true, maxLength: 100, autocomplete: 'name' }}
        />
        <TextField
          label={words.account.email}
          value={email}
          onValue={setEmail}
          input={{ type: 'email', required: true, autocomplete: 'username' }}
        />
        <TextField
          label={words.account.password}
          help={words.account.passwordHelp}
          value={password}
          onValue={setPassword}
          input={{
            type: 'password',
            required: true,
            minLength: 10,
            maxLength: 200,
            autocomplete: 'new-password',
          }}
        />
        <Choice
          label={words.account.language}
          value={language}
          choices={[
            ['en', 'English'],
            ['fr', 'Français'],
          ]}
          onChoose={choose}
        />
        <Submit form={form} label={words.account.joinButton} />
      </form>
    </Gate>
  )
}
