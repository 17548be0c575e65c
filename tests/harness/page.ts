import { request } from 'node:http'

export interface Page {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: string
}

export interface PageOptions {
  /** As visitors call the site. */
  readonly host: string
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Buffer
}

/** A page of a server, asked by whatever name. Rejects where the connection ends without an answer. */
export function ask(address: string, path: string, options: PageOptions): Promise<Page> {
  const { host, method = 'GET', headers = {}, body } = options
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }
    const asked = request(
      { host: address, path, method, headers: { host, ...headers, ...length }, agent: false },
      (answer) => {
        let text = ''
        answer.setEncoding('utf8').on('data', (data: string) => {
          text += data
        })
        answer.on('end', () =>
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: text }),
        )
        answer.on('error', reject)
      },
    )
    asked.on('error', reject)
    asked.end(body)
  })
}
