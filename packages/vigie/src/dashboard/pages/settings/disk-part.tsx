import { useState } from 'preact/hooks'
import { diskBudget, saveDiskBudget } from '../../api/calls.ts'
import { Failed, Loading } from '../../parts/empty.tsx'
import { TextField } from '../../parts/field.tsx'
import { Submit } from '../../parts/submit.tsx'
import { useApp } from '../../state/app.ts'
import { useForm } from '../../state/use-form.ts'
import { useLoad } from '../../state/use-load.ts'

const gigabyte = 1024 ** 3

export function DiskPart() {
  const load = useLoad('', diskBudget)
  if (load.failure) return <Failed failure={load.failure} onRetry={load.reload} />
  if (!load.value) return <Loading />
  return <DiskForm bytes={load.value.bytes} />
}

function DiskForm({ bytes }: { bytes: number }) {
  const { words, say } = useApp()
  const [size, setSize] = useState(String(Math.round((bytes / gigabyte) * 100) / 100))
  const form = useForm(async () => {
    await saveDiskBudget(Math.round(Number(size) * gigabyte))
    say({ text: words.saved })
  })
  return (
    <form class="form" onSubmit={form.submit}>
      <p>{words.disk.what}</p>
      <TextField
        label={words.disk.budget}
        help={words.disk.budgetHelp}
        value={size}
        onValue={setSize}
        input={{ type: 'number', min: 0.05, max: 100_000, step: 'any', required: true }}
      />
      <Submit form={form} label={words.save} />
    </form>
  )
}
