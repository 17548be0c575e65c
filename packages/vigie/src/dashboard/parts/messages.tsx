import { useEffect } from 'preact/hooks'
import type { Message } from '../state/app.ts'
import { useApp } from '../state/app.ts'
import { Icon } from './icon.tsx'

/** Messages at the foot of the page. They stay long enough to be read and undone, and screen readers speak them. */
export function Messages({ message, onClose }: { message: Message | null; onClose: () => void }) {
  const { words } = useApp()
  useEffect(() => {
    if (!message || message.isFailure) return
    const timer = setTimeout(onClose, message.undo ? 12_000 : 5_000)
    return () => clearTimeout(timer)
  }, [message])
  const undo = message?.undo
  return (
    <div class="messages" role="status" aria-live="polite">
      {message && (
        <div class={message.isFailure ? 'toast toast-failure' : 'toast'}>
          <span>{message.text}</span>
          {undo && (
            <button type="button" class="toast-undo" onClick={undo}>
              {words.undo}
            </button>
          )}
          <button type="button" class="button button-quiet button-icon" onClick={onClose}>
            <Icon name="close" />
            <span class="only-read">{words.close}</span>
          </button>
        </div>
      )}
    </div>
  )
}
