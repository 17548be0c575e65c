import { useState } from 'preact/hooks'
import type { Frame } from '../../../contract/event.ts'
import { useApp } from '../../state/app.ts'
import { FramePart } from './frame.tsx'
import { type FrameItem, frameItems } from './frames.ts'

/** The innermost frame comes first, because that is the one people look for. */
export function Stack({ frames }: { frames: readonly Frame[] }) {
  const { words } = useApp()
  if (frames.length === 0) return <p class="quiet">{words.event.noStack}</p>
  return (
    <ol class="stack">
      {frameItems(frames).map((item) =>
        item.kind === 'frame' ? (
          <FramePart key={item.index} frame={item.frame} isOpen={item.isOpen} />
        ) : (
          <Folded key={item.frames[0]?.index} item={item} />
        ),
      )}
    </ol>
  )
}

function Folded({ item }: { item: Extract<FrameItem, { kind: 'folded' }> }) {
  const { words } = useApp()
  const [isOpen, setOpen] = useState(false)
  if (isOpen) {
    return (
      <>
        {item.frames.map(({ frame, index }) => (
          <FramePart key={index} frame={frame} isOpen={false} />
        ))}
      </>
    )
  }
  return (
    <li class="frame frame-folded">
      <button type="button" aria-expanded={false} onClick={() => setOpen(true)}>
        {words.event.folded(item.frames.length)}
      </button>
    </li>
  )
}
