import { useApp } from '../state/app.ts'

/** Who an issue is assigned to: initials, with the name on hover and for screen readers. */
export function Person({ id }: { id: number | null }) {
  const { words, accounts } = useApp()
  if (id === null) return <span class="person person-none" />
  const account = accounts.find((known) => known.id === id)
  const name = account ? account.name || account.email : words.badges.gone
  return (
    <span class="person" title={words.badges.assignedTo(name)}>
      <span aria-hidden="true">{initials(name)}</span>
      <span class="only-read">{words.badges.assignedTo(name)}</span>
    </span>
  )
}

function initials(name: string): string {
  const words = name.split(/[\s.@-]+/).filter(Boolean)
  return words
    .slice(0, 2)
    .map((word) => [...word][0] ?? '')
    .join('')
    .toUpperCase()
}
