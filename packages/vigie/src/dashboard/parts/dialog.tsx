import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'

interface DialogProps {
  readonly title: string
  readonly onClose: () => void
  readonly children: ComponentChildren
}

/** It is open as long as it exists. The browser keeps the focus inside and gives it back afterwards. */
export function Dialog({ title, onClose, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  useLayoutEffect(() => {
    const element = dialog.current
    element?.showModal()
    return () => element?.close()
  }, [])
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes it, the click beside it is for mice
    <dialog
      ref={dialog}
      class="dialog"
      aria-labelledby="dialog-title"
      onClose={onClose}
      onClick={(event) => event.target === dialog.current && onClose()}
    >
      <div class="dialog-body">
        <h2 id="dialog-title">{title}</h2>
        {children}
      </div>
    </dialog>
  )
}

interface ConfirmProps extends DialogProps {
  readonly yes: string
  readonly no: string
  readonly isDangerous?: boolean
  readonly onYes: () => void
}

export function Confirm({ yes, no, onYes, isDangerous = false, ...dialog }: ConfirmProps) {
  return (
    <Dialog title={dialog.title} onClose={dialog.onClose}>
      {dialog.children}
      <div class="row row-end">
        <button type="button" class="button" onClick={dialog.onClose}>
          {no}
        </button>
        <button
          type="button"
          class={isDangerous ? 'button button-danger' : 'button button-main'}
          onClick={onYes}
        >
          {yes}
        </button>
      </div>
    </Dialog>
  )
}
