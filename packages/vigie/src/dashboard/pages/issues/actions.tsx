import { useState } from 'preact/hooks'
import type { IssueAction, IssueLine } from '../../../contract/issue.ts'
import { Confirm } from '../../parts/dialog.tsx'
import { Icon } from '../../parts/icon.tsx'
import { Menu, MenuItem } from '../../parts/menu.tsx'
import { Stranger } from '../../parts/stranger.tsx'
import { useApp } from '../../state/app.ts'

interface ActionsProps {
  readonly issues: readonly IssueLine[]
  readonly act: (action: IssueAction) => void
}

const hour = 3_600_000

/** Everything that can be done with one issue or several. */
export function Actions({ issues, act }: ActionsProps) {
  const { words } = useApp()
  const [asking, setAsking] = useState<'merge' | 'delete' | null>(null)
  const isNone = issues.length === 0
  const isOpen = issues.some((issue) => issue.status === 'unresolved') || isNone
  return (
    <div class="actions">
      {isOpen ? <ResolveButtons isDisabled={isNone} act={act} /> : <ReopenButton act={act} />}
      <MuteMenu isDisabled={isNone} act={act} />
      <AssignMenu isDisabled={isNone} act={act} />
      {issues.length > 1 && (
        <button type="button" class="button" onClick={() => setAsking('merge')}>
          <Icon name="merge" /> {words.actions.merge}
        </button>
      )}
      <button type="button" class="button" disabled={isNone} onClick={() => setAsking('delete')}>
        <Icon name="trash" /> {words.actions.delete}
      </button>
      {asking && <Asking about={asking} issues={issues} act={act} onClose={() => setAsking(null)} />}
    </div>
  )
}

interface PartProps {
  readonly isDisabled: boolean
  readonly act: (action: IssueAction) => void
}

function ResolveButtons({ isDisabled, act }: PartProps) {
  const { words } = useApp()
  return (
    <>
      <button
        type="button"
        class="button button-main"
        disabled={isDisabled}
        onClick={() => act({ action: 'resolve', inNextRelease: false })}
      >
        <Icon name="check" /> {words.actions.resolve}
      </button>
      <button
        type="button"
        class="button"
        disabled={isDisabled}
        title={words.actions.nextReleaseHelp}
        onClick={() => act({ action: 'resolve', inNextRelease: true })}
      >
        {words.actions.nextRelease}
      </button>
    </>
  )
}

function ReopenButton({ act }: { act: PartProps['act'] }) {
  const { words } = useApp()
  return (
    <button type="button" class="button button-main" onClick={() => act({ action: 'reopen' })}>
      <Icon name="reopen" /> {words.actions.reopen}
    </button>
  )
}

function MuteMenu({ isDisabled, act }: PartProps) {
  const { words } = useApp()
  const mute = (until: number | null, events: number | null) => act({ action: 'mute', until, events })
  return (
    <Menu label={words.actions.mute} icon="mute" isDisabled={isDisabled}>
      <MenuItem label={words.actions.muteForGood} onChoose={() => mute(null, null)} />
      <MenuItem label={words.actions.muteHour} onChoose={() => mute(Date.now() + hour, null)} />
      <MenuItem label={words.actions.muteDay} onChoose={() => mute(Date.now() + 24 * hour, null)} />
      <MenuItem label={words.actions.muteWeek} onChoose={() => mute(Date.now() + 168 * hour, null)} />
      <MenuItem label={words.actions.muteEvents(100)} onChoose={() => mute(null, 100)} />
      <MenuItem label={words.actions.muteEvents(1000)} onChoose={() => mute(null, 1000)} />
    </Menu>
  )
}

function AssignMenu({ isDisabled, act }: PartProps) {
  const { words, account, accounts } = useApp()
  const others = accounts.filter((known) => known.id !== account?.id)
  const assign = (id: number | null) => act({ action: 'assign', account: id })
  return (
    <Menu label={words.actions.assign} icon="person" isDisabled={isDisabled}>
      {account && <MenuItem label={words.actions.toMe} onChoose={() => assign(account.id)} />}
      {others.map((known) => (
        <MenuItem key={known.id} label={known.name || known.email} onChoose={() => assign(known.id)} />
      ))}
      <MenuItem label={words.actions.toNobody} onChoose={() => assign(null)} />
    </Menu>
  )
}

interface AskingProps extends ActionsProps {
  readonly about: 'merge' | 'delete'
  readonly onClose: () => void
}

function Asking({ about, issues, act, onClose }: AskingProps) {
  const { words } = useApp()
  const yes = () => {
    onClose()
    act({ action: about })
  }
  return (
    <Confirm
      title={
        about === 'merge' ? words.actions.mergeTitle(issues.length) : words.actions.deleteTitle(issues.length)
      }
      yes={about === 'merge' ? words.actions.merge : words.actions.delete}
      no={words.cancel}
      isDangerous={about === 'delete'}
      onYes={yes}
      onClose={onClose}
    >
      <p>{about === 'merge' ? words.actions.mergeText : words.actions.deleteText}</p>
      <ul class="short-list">
        {issues.slice(0, 8).map((issue) => (
          <li key={issue.id}>
            <span class="short-id">{issue.shortId}</span> <Stranger text={issue.title} />
          </li>
        ))}
        {issues.length > 8 && <li>{words.andMore(issues.length - 8)}</li>}
      </ul>
    </Confirm>
  )
}
