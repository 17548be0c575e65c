import { useState } from 'preact/hooks'
import type { MailSettings } from '../../../contract/status.ts'
import { mail, saveMail, testMail } from '../../api/calls.ts'
import { Failed, Loading } from '../../parts/empty.tsx'
import { Choice, TextField } from '../../parts/field.tsx'
import { Stranger } from '../../parts/stranger.tsx'
import { Submit } from '../../parts/submit.tsx'
import { useApp } from '../../state/app.ts'
import { failureText } from '../../state/failure-text.ts'
import { useDoing, useForm } from '../../state/use-form.ts'
import { useLoad } from '../../state/use-load.ts'

export function MailPart() {
  const load = useLoad('', async () => ({ settings: await mail() }))
  if (load.failure) return <Failed failure={load.failure} onRetry={load.reload} />
  if (!load.value) return <Loading />
  return (
    <>
      <MailForm
        key={String(load.value.settings === null)}
        settings={load.value.settings}
        onSaved={load.reload}
      />
      {load.value.settings && (
        <>
          <TestMail />
          <NoMail onDone={load.reload} />
        </>
      )}
    </>
  )
}

interface Draft {
  readonly host: string
  readonly port: string
  readonly security: MailSettings['security']
  readonly username: string
  readonly from: string
  readonly password: string
}

const usualPorts = { none: '25', starttls: '587', tls: '465' } as const

function draftOf(settings: MailSettings | null): Draft {
  return {
    host: settings?.host ?? '',
    port: String(settings?.port ?? 587),
    security: settings?.security ?? 'starttls',
    username: settings?.username ?? '',
    from: settings?.from ?? '',
    password: '',
  }
}

interface MailFormProps {
  readonly settings: MailSettings | null
  readonly onSaved: () => void
}

function MailForm({ settings, onSaved }: MailFormProps) {
  const { words } = useApp()
  const { draft, set, form } = useMailForm({ settings, onSaved })
  return (
    <form class="form" onSubmit={form.submit}>
      <p class="quiet">{words.mail.what}</p>
      <ServerFields draft={draft} set={set} />
      <LoginFields draft={draft} set={set} hasPassword={settings?.hasPassword === true} />
      <TextField
        label={words.mail.from}
        help={words.mail.fromHelp}
        value={draft.from}
        onValue={(from) => set({ from })}
        input={{ required: true, placeholder: 'Vigie <vigie@example.org>' }}
      />
      <Submit form={form} label={words.save} />
    </form>
  )
}

function useMailForm({ settings, onSaved }: MailFormProps) {
  const { words, say } = useApp()
  const [draft, setDraft] = useState(() => draftOf(settings))
  const set = (change: Partial<Draft>) => setDraft({ ...draft, ...change })
  const form = useForm(async () => {
    const { password, port, username, ...rest } = draft
    const changed = password === '' ? {} : { password }
    await saveMail({ ...rest, port: Number(port), username: username || null, ...changed })
    say({ text: words.saved })
    set({ password: '' })
    onSaved()
  })
  return { draft, set, form }
}

interface FieldsProps {
  readonly draft: Draft
  readonly set: (change: Partial<Draft>) => void
}

function ServerFields({ draft, set }: FieldsProps) {
  const { mail } = useApp().words
  return (
    <>
      <TextField
        label={mail.host}
        value={draft.host}
        onValue={(host) => set({ host })}
        input={{ required: true, placeholder: 'smtp.example.org', autocomplete: 'off' }}
      />
      <Choice<MailSettings['security']>
        label={mail.security}
        value={draft.security}
        choices={(['starttls', 'tls', 'none'] as const).map((kind) => [kind, mail.securities[kind]] as const)}
        onChoose={(security) => set({ security, port: usualPorts[security] })}
      />
      <TextField
        label={mail.port}
        value={draft.port}
        onValue={(port) => set({ port })}
        input={{ type: 'number', min: 1, max: 65_535, required: true }}
      />
    </>
  )
}

function LoginFields({ draft, set, hasPassword }: FieldsProps & { readonly hasPassword: boolean }) {
  const { words } = useApp()
  return (
    <>
      <TextField
        label={words.mail.username}
        value={draft.username}
        onValue={(username) => set({ username })}
        input={{ autocomplete: 'off' }}
      />
      <TextField
        label={words.account.password}
        help={hasPassword ? words.mail.passwordKept : words.mail.passwordHelp}
        value={draft.password}
        onValue={(password) => set({ password })}
        input={{ type: 'password', autocomplete: 'new-password' }}
      />
    </>
  )
}

function NoMail({ onDone }: { onDone: () => void }) {
  const { words } = useApp()
  const doing = useDoing()
  return (
    <button
      type="button"
      class="button"
      onClick={() => doing(() => saveMail(null), words.mail.stopped).then(onDone)}
    >
      {words.mail.stop}
    </button>
  )
}

type Result = { readonly error: string | null } | 'sending' | null

/** Sends a mail to whoever asks for it, and shows what the mail server said. */
function TestMail() {
  const { words, account } = useApp()
  const [result, setResult] = useState<Result>(null)
  const test = async () => {
    setResult('sending')
    setResult(await testMail().catch((failure) => ({ error: failureText(failure, words) })))
  }
  return (
    <section class="danger">
      <h2>{words.mail.test}</h2>
      <p>{words.mail.testHelp(account?.email ?? '')}</p>
      <button type="button" class="button" disabled={result === 'sending'} onClick={test}>
        {words.mail.testButton}
      </button>
      <div role="status">
        {result === 'sending' && <p>{words.mail.sending}</p>}
        {result && result !== 'sending' && result.error === null && (
          <p class="notice notice-good">{words.mail.sent}</p>
        )}
        {result && result !== 'sending' && result.error !== null && (
          <p class="notice notice-failure">
            {words.mail.failed} <Stranger text={result.error} />
          </p>
        )}
      </div>
    </section>
  )
}
