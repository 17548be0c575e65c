import type { Reporter } from './reporter.ts'
import type { Screen } from './screen.ts'
import type { Voice } from './voice.ts'

/** The protocol's own objects, one a line, each with its server. */
export function jsonReporter(screen: Screen, voice: Voice): Reporter {
  const tell = (server: string | null, object: object) =>
    screen.write(`${JSON.stringify({ server, ...object })}\n`)
  return {
    voice,
    expect: () => {},
    connection: () => {},
    sandbox: () => {},
    looking: () => {},
    joined: () => {},
    idle: () => {},
    event: (server, event) => tell(server, event),
    plan: (server, plan) => tell(server, plan),
    run: (server, run) => tell(server, run),
    status: (server, status) => tell(server, status),
    removal: (server, removal) => tell(server, removal),
    sandboxes: (sandboxes) => {
      for (const sandbox of sandboxes) tell(`sandbox:${sandbox.name}`, sandbox)
    },
    diagnosis: (file, content) => tell(null, { file, content: content.map(([name]) => name) }),
    failure: (server, failure) => tell(server, failure),
    note: () => {},
    pausedFor: (question) => question(),
    close: () => {},
  }
}
