import { Choice } from '../../parts/field.tsx'
import { useApp } from '../../state/app.ts'
import { type Kind, kinds } from './set-up.ts'

export function PlatformChoice({ value, onChoose }: { value: Kind; onChoose: (value: Kind) => void }) {
  const { words } = useApp()
  return (
    <Choice<Kind>
      label={words.projects.platform}
      value={value}
      choices={kinds.map((kind) => [kind, words.projects.kinds[kind]] as const)}
      onChoose={onChoose}
    />
  )
}
