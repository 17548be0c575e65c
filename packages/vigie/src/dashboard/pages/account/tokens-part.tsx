import { useState } from 'preact/hooks'
import { createToken, deleteToken, tokens } from '../../api/calls.ts'
import { CopyBlock } from '../../parts/copy.tsx'
import { Failed, Loading } from '../../parts/empty.tsx'
import { Check, TextField } from '../../parts/field.tsx'
import { Submit } from '../../parts/submit.tsx'
import { When } from '../../parts/when.tsx'
import { useApp } from '../../state/app.ts'
import { useDoing, useForm } from '../../state/use-form.ts'
import { useLoad } from '../../state/use-load.ts'

export function TokensPart() {
  const { words } = useApp()
  const load = useLoad('', tokens)
  const doing = useDoing()
  if (load.failure) return <Failed failure={load.failure} onRetry={load.reload} />
  if (!load.value) return <Loading />
  const remove = (id: number) => doing(() => deleteToken(id), words.tokens.deleted).then(load.reload)
  return (
    <>
      <p class="quiet">{words.tokens.what}</p>
      <NewToken onCreated={load.reload} />
      <ul class="cards">
        {load.value.map((token) => (
          <li class="card" key={token.id}>
            <div>
              <p>
                <b>{token.name}</b> <code>{token.start}…</code>{' '}
                <span class="badge">{token.mayWrite ? words.tokens.writes : words.tokens.reads}</span>
              </p>
              <p class="quiet">
                {words.tokens.created} <When at={token.createdAt} /> ·{' '}
                {token.lastUsed === null ? (
                  words.tokens.unused
                ) : (
                  <>
                    {words.tokens.used} <When at={token.lastUsed} />
                  </>
                )}
              </p>
            </div>
            <button type="button" class="button" onClick={() => remove(token.id)}>
              {words.tokens.delete}
            </button>
          </li>
        ))}
      </ul>
    </>
  )
}

function NewToken({ onCreated }: { onCreated: () => void }) {
  const { words } = useApp()
  const [name, setName] = useState('')
  const [mayWrite, setMayWrite] = useState(false)
  const [shown, setShown] = useState<string | null>(null)
  const form = useForm(async () => {
    const { token } = await createToken(name.trim(), mayWrite)
    setShown(token)
    setName('')
    onCreated()
  })
  return (
    <form class="form" onSubmit={form.submit}>
      <TextField
        label={words.tokens.name}
        help={words.tokens.nameHelp}
        value={name}
        onValue={setName}
        input={{ required: true, maxLength: 100, autocomplete: 'off' }}
      />
      <Check label={words.tokens.mayWrite} isChecked={mayWrite} onChange={setMayWrite} />
      <Submit form={form} label={words.tokens.create} />
      {shown && (
        <div class="notice notice-good" role="status">
          <p>{words.tokens.once}</p>
          <CopyBlock text={shown} what={words.tokens.token} />
        </div>
      )}
    </form>
  )
}
