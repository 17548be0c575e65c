import { useEffect, useRef, useState } from 'preact/hooks'
import { Icon } from '../../parts/icon.tsx'
import { useApp } from '../../state/app.ts'
import { useKeys } from '../../state/use-keys.ts'

interface SearchBarProps {
  readonly query: string
  readonly unknown: readonly string[]
  readonly onSearch: (query: string) => void
}

export function SearchBar({ query, unknown, onSearch }: SearchBarProps) {
  const { words } = useApp()
  const [text, setText] = useState(query)
  const [isHelping, setHelping] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => setText(query), [query])
  useKeys({ '/': () => input.current?.select() })
  const search = (event: Event) => {
    event.preventDefault()
    onSearch(text.trim())
  }
  return (
    <search class="search">
      <form onSubmit={search} class="search-box">
        <Icon name="search" />
        <input
          ref={input}
          type="search"
          name="query"
          value={text}
          aria-label={words.search.label}
          placeholder={words.search.placeholder}
          autocomplete="off"
          spellcheck={false}
          autocapitalize="off"
          onInput={(event) => setText(event.currentTarget.value)}
        />
        <button
          type="button"
          class="button button-quiet button-icon"
          aria-expanded={isHelping}
          aria-controls="search-help"
          onClick={() => setHelping(!isHelping)}
        >
          <Icon name="help" />
          <span class="only-read">{words.search.help}</span>
        </button>
      </form>
      {unknown.length > 0 && <p class="field-failure">{words.search.unknown(unknown.join(' '))}</p>}
      {isHelping && <SearchHelp onChoose={onSearch} />}
    </search>
  )
}

function SearchHelp({ onChoose }: { onChoose: (query: string) => void }) {
  const { words } = useApp()
  return (
    <div id="search-help" class="search-help">
      <p>{words.search.how}</p>
      <ul>
        {words.search.examples.map(([query, meaning]) => (
          <li key={query}>
            <button type="button" class="search-example" onClick={() => onChoose(query)}>
              <code>{query}</code> <span>{meaning}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}
