import type { Request } from '../../../contract/event.ts'
import { Copy } from '../../parts/copy.tsx'
import { JsonValue } from '../../parts/json-value.tsx'
import { NamedTable, named } from '../../parts/named-table.tsx'
import { Section } from '../../parts/section.tsx'
import { Stranger, StrangerLink } from '../../parts/stranger.tsx'
import { useApp } from '../../state/app.ts'
import { curlOf } from './curl.ts'

export function RequestPart({ request }: { request: Request }) {
  const { words } = useApp()
  const curl = curlOf(request)
  return (
    <Section
      id="request"
      title={words.event.request}
      tools={curl && <Copy text={curl} what={words.event.curl} label={words.event.copyCurl} />}
    >
      <p class="request-line">
        {request.method && (
          <b>
            <Stranger text={request.method} />
          </b>
        )}{' '}
        {request.url && <StrangerLink text={request.url} />}
      </p>
      <Part title={words.event.query} rows={named(request.query)} />
      {request.body !== null && (
        <>
          <h3>{words.event.body}</h3>
          <div class="request-body">
            <JsonValue value={request.body} />
          </div>
        </>
      )}
      <Part title={words.event.headers} rows={named(request.headers)} />
      <Part title={words.event.cookies} rows={named(request.cookies)} />
      <Part title={words.event.environmentVariables} rows={request.environment} />
    </Section>
  )
}

function Part({ title, rows }: { title: string; rows: Request['environment'] }) {
  if (rows.length === 0) return null
  return (
    <details open={rows.length <= 12}>
      <summary>
        <h3>
          {title} <span class="quiet">{rows.length}</span>
        </h3>
      </summary>
      <NamedTable rows={rows} label={title} />
    </details>
  )
}
