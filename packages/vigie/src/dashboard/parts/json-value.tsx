import { useState } from 'preact/hooks'
import type { Json } from '../../contract/json.ts'
import { useApp } from '../state/app.ts'
import { Stranger, StrangerLink } from './stranger.tsx'

const clip = 600
const manyItems = 50

/** A value of any shape: nested parts unfold on demand, and long text is cut until asked for. */
export function JsonValue({ value, depth = 0 }: { value: Json; depth?: number }) {
  if (value === null) return <span class="json-null">null</span>
  if (typeof value === 'string') return <LongText text={value} />
  if (typeof value !== 'object') return <span class="json-plain">{String(value)}</span>
  return <Nested value={value} depth={depth} />
}

export function LongText({ text }: { text: string }) {
  const { words } = useApp()
  const [isWhole, setWhole] = useState(false)
  if (text === '') return <span class="json-null">{words.empty}</span>
  if (text.length <= clip || isWhole) return <StrangerLink text={text} />
  return (
    <>
      <Stranger text={text.slice(0, clip)} />…{' '}
      <button type="button" class="link" onClick={() => setWhole(true)}>
        {words.showAll(text.length)}
      </button>
    </>
  )
}

function Nested({
  value,
  depth,
}: {
  value: readonly Json[] | { readonly [key: string]: Json }
  depth: number
}) {
  const [isOpen, setOpen] = useState(depth === 0 && isSmall(value))
  const entries = Array.isArray(value)
    ? value.map((item, index) => [String(index), item] as const)
    : Object.entries(value)
  if (entries.length === 0) return <span class="json-null">{Array.isArray(value) ? '[]' : '{}'}</span>
  return (
    <details class="json-nested" open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <Summary value={value} />
      </summary>
      {/* Folded parts are not in the page at all, because a payload may hold more than a page can. */}
      {isOpen && <Entries entries={entries} depth={depth} />}
    </details>
  )
}

function Summary({ value }: { value: readonly Json[] | { readonly [key: string]: Json } }) {
  if (Array.isArray(value)) return <>[…] {value.length}</>
  const names = Object.keys(value)
  return (
    <>
      {'{'} <Stranger text={names.slice(0, 4).join(', ').slice(0, 80)} />
      {names.length > 4 && ', …'} {'}'}
    </>
  )
}

function Entries({ entries, depth }: { entries: readonly (readonly [string, Json])[]; depth: number }) {
  const { words } = useApp()
  const [most, setMost] = useState(manyItems)
  return (
    <dl class="json-entries">
      {entries.slice(0, most).map(([name, item]) => (
        <div key={name}>
          <dt>
            <Stranger text={name} />
          </dt>
          <dd>
            <JsonValue value={item} depth={depth + 1} />
          </dd>
        </div>
      ))}
      {entries.length > most && (
        <button type="button" class="link" onClick={() => setMost(most + 10 * manyItems)}>
          {words.andMore(entries.length - most)}
        </button>
      )}
    </dl>
  )
}

function isSmall(value: readonly Json[] | { readonly [key: string]: Json }): boolean {
  return Object.keys(value).length <= 3
}
