import { answersOf } from '../project/answers.ts'
import type { Reading } from '../project/reading.ts'
import { sayFinding } from './findings-view.ts'
import type { Reporter } from './reporter.ts'
import type { Screen } from './screen.ts'
import type { Voice } from './voice.ts'

/** Writes the protocol's own objects, one a line, each with its server. */
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
    log: (server, line) => tell(server, line),
    result: (server, value) => {
      for (const each of Array.isArray(value) ? value : [value]) tell(server, each)
    },
    plan: (server, plan) => tell(server, plan),
    announce: (server, announcement) => tell(server, { type: 'release', ...announcement }),
    run: (server, run) => tell(server, run),
    broughtBack: (server, files) => tell(server, { type: 'brought-back', files }),
    firstSteps: () => {},
    proof: (server, proof) => tell(server, { type: 'proof', ...proof }),
    status: (server, status) => tell(server, status),
    removal: (server, removal) => tell(server, removal),
    sandboxes: (sandboxes) => {
      for (const sandbox of sandboxes) tell(`sandbox:${sandbox.name}`, sandbox)
    },
    reading: () => {},
    project: (reading, commit) => tell(null, { type: 'reading', commit, ...readingObject(reading) }),
    findings: (findings, outcome) => {
      for (const finding of findings)
        tell(null, { type: 'finding', ...finding, ...sayFinding(finding, voice) })
      tell(null, { type: 'checked', outcome })
    },
    overlay: (overlay) => tell(null, { type: 'overlay', ...overlay }),
    draft: ({ file, before, after }) =>
      tell(null, { type: 'configuration', file, changed: before !== after, content: after }),
    diagnosis: (file, content) => tell(null, { file, content: content.map(([name]) => name) }),
    failure: (server, failure) => tell(server, failure),
    note: () => {},
    pausedFor: (question) => question(),
    close: () => {},
  }
}

/** Answers, the evidence of each, and the keys of the environment, all as plain values. */
function readingObject(reading: Reading): object {
  const { settings, processes, dependencies, data } = reading
  return {
    answers: answersOf(reading),
    evidence: {
      directory: reading.where.directory,
      settings: settings.module,
      wsgi: settings.wsgi,
      asgi: settings.asgi,
      interface: processes.interface,
      dependencySource: dependencies.source,
      django: reading.python.django,
      python: reading.python.series,
      database: data.database.engine,
      redis: processes.redis,
      rabbitmq: processes.rabbitmq,
      page: reading.page,
    },
    environment: reading.environment,
    packages: dependencies.packages,
  }
}
