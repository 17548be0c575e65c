import { facts, linkOf, type MailPage, type News, stackOf, stopAt, titleOf } from './mail-page.ts'

/**
 * HTML that mail programs of the last twenty years can show: no images, scripts or style sheets, and all text
 * escaped.
 */
export function htmlOf(page: MailPage): string {
  const { words, url, account, news, left, held } = page
  const more = left > 0 ? `<p><a href="${escaped(url)}/issues">${escaped(words.more(left))}</a></p>` : ''
  return `<!doctype html>
<html lang="${account.language}">
<body style="font-family: sans-serif; line-height: 1.5; color: #1c2733; max-width: 40em">
${news.length > 1 ? `<p>${escaped(words.together)}</p>` : ''}
${news.map((each) => issueBlock(each, page)).join('\n')}
${more}
${held > 0 ? `<p>${escaped(words.heldBack(held))}</p>` : ''}
<p style="color: #667; font-size: 85%">${escaped(words.why(stopAt(url)))}</p>
</body>
</html>
`
}

function issueBlock(news: News, page: MailPage): string {
  const { words, url, account } = page
  const stack = stackOf(news, page)
  const rows = facts(news, words, account).map(
    ([name, value]) =>
      `<tr><td style="color: #667; padding-right: 1em; vertical-align: top">${escaped(name)}</td><td>${escaped(value)}</td></tr>`,
  )
  return `<h2 style="font-size: 110%; margin: 1.5em 0 0.3em">${escaped(titleOf(news.issue))}</h2>
<p style="margin: 0 0 0.5em; color: #667">${escaped(news.project)} · ${escaped(words[news.cause])}</p>
<table style="border-collapse: collapse">${rows.join('')}</table>
${stack.length === 0 ? '' : stackBlock(stack, words.stack)}
<p><a href="${escaped(linkOf(news, url))}">${escaped(words.open)}</a></p>`
}

function stackBlock(stack: readonly string[], title: string): string {
  return `<p style="color: #667; margin: 1em 0 0.3em">${escaped(title)}</p>
<pre style="margin: 0; padding: 0.7em; background: #f2f4f7; white-space: pre-wrap; overflow-wrap: anywhere">${escaped(stack.join('\n'))}</pre>`
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => entities[letter] ?? letter)
}
