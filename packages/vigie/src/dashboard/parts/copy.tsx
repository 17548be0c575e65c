import { useState } from 'preact/hooks'
import { useApp } from '../state/app.ts'
import { Icon } from './icon.tsx'

interface CopyProps {
  readonly text: string
  /** What is copied, for people who do not see it beside the button. */
  readonly what: string
  /** The button's text, where the copied text is not shown beside it. */
  readonly label?: string
}

export function Copy({ text, what, label }: CopyProps) {
  const { words, say } = useApp()
  const [isDone, setDone] = useState(false)
  const copy = async () => {
    const went = await toClipboard(text)
    say(went ? { text: words.copied(what) } : { text: words.notCopied, isFailure: true })
    setDone(went)
    setTimeout(() => setDone(false), 2000)
  }
  return (
    <button type="button" class={label ? 'button button-quiet' : 'button'} onClick={copy}>
      <Icon name={isDone ? 'check' : 'copy'} />
      {isDone ? words.copiedShort : (label ?? words.copy)}
      {!label && <span class="only-read">{what}</span>}
    </button>
  )
}

/** Browsers only offer their clipboard over https and on this machine; elsewhere the old way is all there is. */
async function toClipboard(text: string): Promise<boolean> {
  if (navigator.clipboard) {
    const went = await navigator.clipboard.writeText(text).then(
      () => true,
      () => false,
    )
    if (went) return true
  }
  const area = document.createElement('textarea')
  area.value = text
  area.className = 'only-read'
  document.body.append(area)
  area.select()
  const went = document.execCommand('copy')
  area.remove()
  return went
}

/** Text to take along: shown in full, copied by a button. */
export function CopyBlock({ text, what }: { text: string; what: string }) {
  return (
    <div class="copy-block">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <pre tabIndex={0}>{text}</pre>
      <Copy text={text} what={what} />
    </div>
  )
}
