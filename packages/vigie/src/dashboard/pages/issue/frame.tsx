import { useState } from 'preact/hooks'
import type { Frame } from '../../../contract/event.ts'
import { Icon } from '../../parts/icon.tsx'
import { NamedTable } from '../../parts/named-table.tsx'
import { Place } from '../../parts/place.tsx'
import { Stranger } from '../../parts/stranger.tsx'
import { useApp } from '../../state/app.ts'
import { frameName, hasSource, sourceLines } from './frames.ts'

export function FramePart({ frame, isOpen: isOpenAtFirst }: { frame: Frame; isOpen: boolean }) {
  const [isOpen, setOpen] = useState(isOpenAtFirst)
  const canOpen = hasSource(frame) || frame.locals.length > 0
  const kind = frame.isInApp ? 'frame frame-own' : 'frame'
  if (!canOpen) {
    return (
      <li class={kind}>
        <div class="frame-head">
          <FrameName frame={frame} />
        </div>
      </li>
    )
  }
  return (
    <li class={kind}>
      <button type="button" class="frame-head" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        <Icon name={isOpen ? 'down' : 'right'} />
        <FrameName frame={frame} />
      </button>
      {isOpen && <FrameBody frame={frame} />}
    </li>
  )
}

function FrameName({ frame }: { frame: Frame }) {
  const { words } = useApp()
  const { place, name } = frameName(frame)
  const position = [frame.line, frame.column].filter((part) => part !== null).join(':')
  return (
    <span class="frame-name" title={frame.absolutePath ?? frame.package ?? undefined}>
      <span class="frame-place">
        <Place text={place} />
        {position && <span class="quiet">:{position}</span>}
      </span>
      {name && (
        <>
          {' '}
          <span class="quiet">{words.event.in}</span>{' '}
          <span class="frame-function">
            <Place text={name} />
          </span>
        </>
      )}
      {frame.isInApp && <span class="only-read">{words.event.inApp}</span>}
    </span>
  )
}

function FrameBody({ frame }: { frame: Frame }) {
  const { words } = useApp()
  return (
    <div class="frame-body">
      {hasSource(frame) && <Source frame={frame} />}
      {frame.locals.length > 0 && (
        <details class="locals">
          <summary>{words.event.locals(frame.locals.length)}</summary>
          <NamedTable rows={frame.locals} label={words.event.localsTitle} />
        </details>
      )}
    </div>
  )
}

function Source({ frame }: { frame: Frame }) {
  const lines = sourceLines(frame)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <pre class="source" tabIndex={0}>
      {lines.map((line, index) => (
        <code key={index} class={line.isHere ? 'line line-here' : 'line'}>
          <span class="line-number">{line.number ?? ''}</span>
          <Stranger text={line.text || ' '} />
          {'\n'}
        </code>
      ))}
    </pre>
  )
}
