import { mostShares, type Share } from '../../contract/issue.ts'
import { useApp } from '../state/app.ts'
import { count, percent } from './numbers.ts'
import { Stranger } from './stranger.tsx'
import { plain } from './visible.ts'

interface SharesProps {
  readonly title: string
  readonly shares: readonly Share[]
  readonly whole: number
  /** Where a value leads: to all issues that have it. */
  readonly linkOf: (value: string) => string
}

/** How the events of an issue are spread over the values of one tag. */
export function Shares({ title, shares, whole, linkOf }: SharesProps) {
  const { words, language } = useApp()
  const others = whole - shares.reduce((sum, { events }) => sum + events, 0)
  return (
    <section class="shares">
      <h3>
        <Stranger text={title} />
      </h3>
      <ul>
        {shares.map((share) => (
          <li key={share.value}>
            <ShareLine share={share} whole={whole} address={linkOf(share.value)} />
          </li>
        ))}
        {others > 0 && shares.length >= mostShares && (
          <li class="share quiet">
            <span class="share-name">{words.issue.otherValues}</span>
            <span class="share-part">{percent(others, whole, language)}</span>
          </li>
        )}
      </ul>
    </section>
  )
}

function ShareLine({ share, whole, address }: { share: Share; whole: number; address: string }) {
  const { words, language } = useApp()
  const events = words.issue.events(share.events, count(share.events, language))
  const width = whole > 0 ? Math.min(100, (share.events / whole) * 100) : 0
  return (
    <a class="share" href={address} title={`${plain(share.value)} · ${events}`}>
      <svg class="share-bar" aria-hidden="true" focusable="false">
        <rect width={`${width}%`} height="100%" />
      </svg>
      <span class="share-name">{share.value === '' ? words.empty : <Stranger text={share.value} />}</span>
      <span class="share-part">{percent(share.events, whole, language)}</span>
    </a>
  )
}
