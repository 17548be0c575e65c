import { useState } from 'preact/hooks'
import type { IssueDetail } from '../../../contract/issue.ts'
import { act } from '../../api/calls.ts'
import { count } from '../../parts/numbers.ts'
import { Stranger } from '../../parts/stranger.tsx'
import { useApp } from '../../state/app.ts'
import { failureText } from '../../state/failure-text.ts'

interface HashesProps {
  readonly issue: IssueDetail
  readonly onSplit: () => void
}

/** What was merged into this issue, and how to split it off again. */
export function Hashes({ issue, onSplit }: HashesProps) {
  const { words, say, language } = useApp()
  const [chosen, setChosen] = useState<readonly string[]>([])
  // Groupings that never occurred alone came along with another one: they cannot be split off.
  const ways = issue.hashes.filter((way) => way.events > 0)
  if (ways.length < 2) return null
  const toggle = (hash: string) =>
    setChosen(chosen.includes(hash) ? chosen.filter((known) => known !== hash) : [...chosen, hash])
  const split = async () => {
    try {
      await act([issue.id], { action: 'split', hashes: chosen })
      say({ text: words.done.split(chosen.length) })
      setChosen([])
      onSplit()
    } catch (failure) {
      say({ text: failureText(failure, words), isFailure: true })
    }
  }
  return (
    <section class="hashes">
      <h3>{words.issue.merged}</h3>
      <ul>
        {ways.map((way) => (
          <li key={way.hash}>
            <label class="check">
              <input type="checkbox" checked={chosen.includes(way.hash)} onChange={() => toggle(way.hash)} />
              <span>
                <Stranger text={way.title} />{' '}
                <span class="quiet">{words.issue.events(way.events, count(way.events, language))}</span>
              </span>
            </label>
          </li>
        ))}
      </ul>
      <button
        type="button"
        class="button"
        disabled={chosen.length === 0 || chosen.length === ways.length}
        onClick={split}
      >
        {words.issue.split}
      </button>
    </section>
  )
}
