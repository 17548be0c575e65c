import { useState } from 'preact/hooks'
import type { Account } from '../../../contract/account.ts'
import { deleteAccount, invite } from '../../api/calls.ts'
import { CopyBlock } from '../../parts/copy.tsx'
import { Confirm } from '../../parts/dialog.tsx'
import { When } from '../../parts/when.tsx'
import { useApp } from '../../state/app.ts'
import { useDoing } from '../../state/use-form.ts'

export function PeoplePart() {
  const { words, accounts } = useApp()
  return (
    <>
      <p class="quiet">{words.people.what}</p>
      <Invite />
      <ul class="cards">
        {accounts.map((account) => (
          <PersonCard key={account.id} person={account} />
        ))}
      </ul>
    </>
  )
}

function PersonCard({ person }: { person: Account }) {
  const { words, account, refresh } = useApp()
  const [isAsking, setAsking] = useState(false)
  const doing = useDoing()
  const remove = () => {
    setAsking(false)
    void doing(async () => {
      await deleteAccount(person.id)
      await refresh()
    }, words.people.deleted)
  }
  return (
    <li class="card">
      <div>
        <p>
          <b>{person.name || person.email}</b>{' '}
          {person.id === account?.id && <span class="badge badge-new">{words.people.you}</span>}
        </p>
        <p class="quiet">
          {person.email} · {words.people.since} <When at={person.createdAt} />
        </p>
      </div>
      {person.id !== account?.id && (
        <button type="button" class="button" onClick={() => setAsking(true)}>
          {words.people.delete}
        </button>
      )}
      {isAsking && (
        <Confirm
          title={words.people.deleteTitle(person.name || person.email)}
          yes={words.people.delete}
          no={words.cancel}
          isDangerous
          onYes={remove}
          onClose={() => setAsking(false)}
        >
          <p>{words.people.deleteText}</p>
        </Confirm>
      )}
    </li>
  )
}

function Invite() {
  const { words } = useApp()
  const [link, setLink] = useState<{ readonly link: string; readonly expiresAt: number } | null>(null)
  const doing = useDoing()
  return (
    <div class="form">
      <button
        type="button"
        class="button button-main"
        onClick={() => doing(async () => setLink(await invite()))}
      >
        {words.people.invite}
      </button>
      {link && (
        <div class="notice notice-good" role="status">
          <p>
            {words.people.link} <When at={link.expiresAt} />
          </p>
          <CopyBlock text={link.link} what={words.people.linkName} />
        </div>
      )}
    </div>
  )
}
