import type { Account } from '../../contract/account.ts'
import { useApp } from '../state/app.ts'
import { Choice, TextField } from './field.tsx'

interface Typed {
  readonly value: string
  readonly onValue: (value: string) => void
}

export function NameField(typed: Typed) {
  const { words } = useApp()
  return (
    <TextField
      {...typed}
      label={words.account.name}
      input={{ required: true, maxLength: 100, autocomplete: 'name' }}
    />
  )
}

/** On the sign-in form, password managers take it for the user's name. */
export function EmailField({
  autocomplete,
  isFirst = false,
  ...typed
}: Typed & { autocomplete: 'email' | 'username'; isFirst?: boolean }) {
  const { words } = useApp()
  return (
    <TextField
      {...typed}
      label={words.account.email}
      input={{ type: 'email', required: true, autocomplete, autofocus: isFirst }}
    />
  )
}

export function NewPasswordField({ label, ...typed }: Typed & { label: string }) {
  const { words } = useApp()
  const bounds = { minLength: 10, maxLength: 200 }
  return (
    <TextField
      {...typed}
      label={label}
      help={words.account.passwordHelp}
      input={{ type: 'password', required: true, ...bounds, autocomplete: 'new-password' }}
    />
  )
}

type Language = Account['language']

const languages: readonly (readonly [Language, string])[] = [
  ['en', 'English'],
  ['fr', 'Français'],
]

export function LanguageChoice({
  value,
  onChoose,
}: {
  value: Language
  onChoose: (value: Language) => void
}) {
  const { words } = useApp()
  return <Choice label={words.account.language} value={value} choices={languages} onChoose={onChoose} />
}
