import { useState } from 'preact/hooks'
import { signIn } from '../../api/calls.ts'
import { TextField } from '../../parts/field.tsx'
import { EmailField } from '../../parts/person-fields.tsx'
import { Sentence } from '../../parts/sentence.tsx'
import { Submit } from '../../parts/submit.tsx'
import { useApp, useTitle } from '../../state/app.ts'
import { useForm } from '../../state/use-form.ts'
import { Gate } from './gate.tsx'

export function SignInPage({ hasAccounts }: { hasAccounts: boolean }) {
  const { words, refresh } = useApp()
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const form = useForm(async () => {
    await signIn(email.trim(), password)
    await refresh()
  })
  useTitle(words.account.signIn)
  return (
    <Gate title={words.account.signIn}>
      {!hasAccounts && (
        <p class="notice">
          <Sentence text={words.account.noneYet} />
        </p>
      )}
      <form class="form" onSubmit={form.submit}>
        <EmailField value={email} onValue={setEmail} autocomplete="username" isFirst />
        <TextField
          label={words.account.password}
          value={password}
          onValue={setPassword}
          input={{ type: 'password', required: true, autocomplete: 'current-password' }}
        />
        <Submit form={form} label={words.account.signIn} />
      </form>
    </Gate>
  )
}
