import { en, type ReportDialogWords } from '../../words/report-dialog/en.ts'
import { fr } from '../../words/report-dialog/fr.ts'
import { style } from './style.ts'

/** In a shadow root, so that neither the page's styles nor these affect the other. */
export function openDialog(address: URL): void {
  const words = wordsOf(address.searchParams)
  const host = document.createElement('div')
  const root = host.attachShadow({ mode: 'open' })
  // Not a style element, because the page's own policy may forbid those.
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(style)
  root.adoptedStyleSheets = [sheet]
  const dialog = dialogOf(words, address)
  dialog.addEventListener('close', () => {
    host.remove()
    // The SDK waits for this message in order to tell its page.
    window.postMessage('__sentry_reportdialog_closed__', '*')
  })
  root.append(dialog)
  document.body.append(host)
  dialog.showModal()
}

/** In the requested language, or else in the page's; the page may replace each of the words. */
function wordsOf(asked: URLSearchParams): ReportDialogWords {
  const language = asked.get('lang') || document.documentElement.lang || navigator.language
  const said = Object.entries(/^fr\b/i.test(language) ? fr : en)
  return Object.fromEntries(
    said.map(([name, words]) => [name, asked.get(name) ?? words]),
  ) as ReportDialogWords
}

function dialogOf(words: ReportDialogWords, address: URL): HTMLDialogElement {
  const title = make('h1', { id: 'title', textContent: words.title })
  const hint = make('p', { textContent: `${words.subtitle} ${words.subtitle2}` })
  const dialog = make('dialog', {}, title, hint, formOf(words, address))
  dialog.setAttribute('aria-labelledby', title.id)
  return dialog
}

function formOf(words: ReportDialogWords, address: URL): HTMLFormElement {
  const known = (name: string) => address.searchParams.get(name) ?? ''
  const name = make('input', { name: 'name', value: known('name'), autocomplete: 'name' })
  const email = make('input', { name: 'email', type: 'email', value: known('email'), autocomplete: 'email' })
  const comments = make('textarea', { name: 'comments', rows: 5, autofocus: true })
  const told = make('p', { role: 'status' })
  const close = make('button', { type: 'button', textContent: words.labelClose })
  const submit = make('button', { className: 'main', textContent: words.labelSubmit })
  const form = make(
    'form',
    { noValidate: true },
    ...[labelled(words.labelComments, comments), labelled(words.labelName, name)],
    ...[labelled(words.labelEmail, email), told, make('div', {}, close, submit)],
  )
  close.addEventListener('click', () => form.closest('dialog')?.close())
  form.addEventListener('submit', async (happening) => {
    happening.preventDefault()
    if (comments.value.trim() === '') {
      told.textContent = words.errorFormEntry
      return comments.focus()
    }
    submit.disabled = true
    const isSent = await send(address, { name: name.value, email: email.value, comments: comments.value })
    if (isSent)
      return form.replaceChildren(make('p', { role: 'status', textContent: words.successMessage }), close)
    submit.disabled = false
    told.textContent = words.errorGeneric
  })
  return form
}

async function send(address: URL, said: Readonly<Record<string, string>>): Promise<boolean> {
  try {
    return (await fetch(address, { method: 'POST', body: new URLSearchParams(said) })).ok
  } catch {
    return false
  }
}

function labelled(text: string, field: HTMLElement): HTMLLabelElement {
  return make('label', {}, text, field)
}

function make<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  properties: Partial<HTMLElementTagNameMap[Name]>,
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const element = Object.assign(document.createElement(name), properties)
  element.append(...children)
  return element
}
