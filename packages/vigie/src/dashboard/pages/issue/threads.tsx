import { useState } from 'preact/hooks'
import type { Event, Thread } from '../../../contract/event.ts'
import { Choice } from '../../parts/field.tsx'
import { Section } from '../../parts/section.tsx'
import { plain } from '../../parts/visible.ts'
import { useApp } from '../../state/app.ts'
import { Stack } from './stack.tsx'

export function Threads({ event }: { event: Event }) {
  const { words } = useApp()
  const threads = event.threads
  const [chosen, setChosen] = useState(() =>
    String(
      Math.max(
        0,
        threads.findIndex((thread) => thread.isCrashed),
      ),
    ),
  )
  const thread = threads[Number(chosen)]
  // Ruby names the thread that it was in, whose stack is the exception’s.
  if (!thread || (threads.length === 1 && thread.frames.length === 0)) return null
  // A message's own, or one that was written out in it: of no thread that anybody named.
  const isAlone = threads.length === 1 && thread.id === null && thread.name === null
  return (
    <Section
      id="threads"
      title={isAlone ? words.event.stack : words.event.threads(threads.length)}
      tools={
        threads.length > 1 && (
          <Choice
            label={words.event.thread}
            isBare
            value={chosen}
            choices={threads.map((known, index) => [String(index), nameOf(known, index)] as const)}
            onChoose={setChosen}
          />
        )
      }
    >
      {!isAlone && <p class="quiet">{described(thread, Number(chosen))}</p>}
      <Stack frames={thread.frames} />
    </Section>
  )
}

function described(thread: Thread, index: number): string {
  return [nameOf(thread, index), thread.state && plain(thread.state)].filter(Boolean).join(' · ')
}

function nameOf(thread: Thread, index: number): string {
  const name = plain([thread.name, thread.id && `#${thread.id}`].filter(Boolean).join(' ')) || `#${index}`
  return `${name}${thread.isCrashed ? ' ✕' : ''}`
}
