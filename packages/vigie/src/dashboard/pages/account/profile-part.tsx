import { useState } from 'preact/hooks'
import type { Account } from '../../../contract/account.ts'
import { changeMe } from '../../api/calls.ts'
import { Check, Choice, TextField } from '../../parts/field.tsx'
import { EmailField, LanguageChoice, NameField, NewPasswordField } from '../../parts/person-fields.tsx'
import { Submit } from '../../parts/submit.tsx'
import { useApp } from '../../state/app.ts'
import { applyTheme, keptTheme, type Theme, themes } from '../../state/theme.ts'
import { useForm } from '../../state/use-form.ts'

export function ProfilePart() {
  const { account } = useApp()
  if (!account) return null
  return (
    <>
      <Profile account={account} />
      <Appearance />
      <Password />
    </>
  )
}

function Profile({ account }: { account: Account }) {
  const { words, refresh, say } = useApp()
  const [draft, setDraft] = useState(account)
  const [password, setPassword] = useState('')
  const isMoving = draft.email !== account.email
  const form = useForm(async () => {
    const { name, email, language, wantsMail } = draft
    await changeMe({ name, email, language, wantsMail, ...(isMoving && { currentPassword: password }) })
    setPassword('')
    await refresh()
    say({ text: words.saved })
  })
  return (
    <form class="form" onSubmit={form.submit}>
      <NameField value={draft.name} onValue={(name) => setDraft({ ...draft, name })} />
      <EmailField
        value={draft.email}
        onValue={(email) => setDraft({ ...draft, email })}
        autocomplete="email"
      />
      {isMoving && (
        <TextField
          label={words.account.currentPassword}
          help={words.account.moving}
          value={password}
          onValue={setPassword}
          input={{ type: 'password', required: true, autocomplete: 'current-password' }}
        />
      )}
      <LanguageChoice value={draft.language} onChoose={(language) => setDraft({ ...draft, language })} />
      <Check
        label={words.account.wantsMail}
        help={words.account.wantsMailHelp}
        isChecked={draft.wantsMail}
        onChange={(wantsMail) => setDraft({ ...draft, wantsMail })}
      />
      <Submit form={form} label={words.save} />
    </form>
  )
}

function Appearance() {
  const { words } = useApp()
  const [theme, setTheme] = useState(keptTheme)
  const choose = (chosen: Theme) => {
    applyTheme(chosen)
    setTheme(chosen)
  }
  return (
    <section class="form">
      <Choice
        label={words.theme.title}
        value={theme}
        choices={themes.map((known) => [known, words.theme[known]] as const)}
        onChoose={choose}
      />
    </section>
  )
}

function Password() {
  const { words, say } = useApp()
  const [current, setCurrent] = useState('')
  const [password, setPassword] = useState('')
  const form = useForm(async () => {
    await changeMe({ password, currentPassword: current })
    setCurrent('')
    setPassword('')
    say({ text: words.account.passwordChanged })
  })
  return (
    <form class="form" onSubmit={form.submit}>
      <h2>{words.account.passwordTitle}</h2>
      <TextField
        label={words.account.currentPassword}
        value={current}
        onValue={setCurrent}
        input={{ type: 'password', required: true, autocomplete: 'current-password' }}
      />
      <NewPasswordField label={words.account.newPassword} value={password} onValue={setPassword} />
      <Submit form={form} label={words.account.passwordButton} />
    </form>
  )
}
