import * as z from 'zod'
import * as values from './values.ts'

/** How the site is served, and how one release takes the place of another. */
const Limit = z.strictObject({
  rate: z
    .int('number')
    .min(1, 'range')
    .max(100_000, 'range')
    .prefault(20)
    .describe('Pages a second that one address may ask the application for, again and again.')
    .meta({ examples: [20] }),
  burst: z
    .int('number')
    .min(0, 'range')
    .max(100_000, 'range')
    .prefault(100)
    .describe('How many it may ask for besides, at once, before it is refused.')
    .meta({ examples: [100] }),
})

const Web = z.strictObject({
  workers: z
    .int('number')
    .min(1, 'range')
    .max(200, 'range')
    .optional()
    .describe(
      'How many requests are worked on at a time; left out: by the cores and the memory of the server.',
    )
    .meta({ examples: [4] }),
  timeout: values
    .durationBetween('1s', '1h', '30s')
    .prefault('30s')
    .describe('How long the application may think about a request.'),
  upload_limit: values
    .sizeBetween(1, 1_048_576, '20M')
    .prefault('20M')
    .describe('The largest request that is taken, and so the largest upload.'),
  trust_uploads: z
    .boolean()
    .prefault(false)
    .describe('Whether pages that somebody uploaded run their scripts as the site.')
    .meta({ examples: [true] }),
  home: values.TreePath.optional().describe(
    'A directory of the repository with a home page or a static site, which comes before the application.',
  ),
  redirects: z
    .record(values.RedirectFrom, values.RedirectTo)
    .prefault({})
    .describe('Addresses of former pages, each with the new one.')
    .meta({ examples: [{ '/ancien': '/nouveau' }] }),
  canonical: values.Domain.optional().describe('The one of `domains` that all the others redirect to.'),
  limit: z
    .union([z.boolean(), Limit])
    .prefault(true)
    .describe('How often one address may ask; false: as often as it wants.')
    .meta({ examples: [true, { rate: 20, burst: 100 }] }),
})

const Release = z.strictObject({
  keep: z
    .int('number')
    .min(1, 'range')
    .max(100, 'range')
    .prefault(5)
    .describe('How many former releases stay on the server, to go back to.')
    .meta({ examples: [5] }),
  probe: values
    .durationBetween('1s', '1h', '60s')
    .prefault('60s')
    .describe('How long a new release has to answer for the first time.'),
  watch: values
    .durationBetween('0s', '1h', '5s')
    .prefault('5s')
    .describe('For how long it is watched after the switch, and taken back where it is worse.'),
  drain: values
    .durationBetween('0s', '1h', '30s')
    .prefault('30s')
    .describe('How long requests that the former release began may go on.'),
  migrate: values
    .durationBetween('1s', '1d', '15m')
    .prefault('15m')
    .describe('How long all migrations may take.'),
  lock: values
    .durationBetween('1s', '1h', '5s')
    .prefault('5s')
    .describe('How long a migration may make visitors wait for a table before it gives up.'),
})

const Notify = z.strictObject({
  command: values.CommandLine.optional()
    .describe('A command, with the outcome in its environment.')
    .meta({ examples: ['manage.py announce'] }),
  webhook: values.WebAddress.optional().describe('An address that the outcome is posted to, as JSON.'),
})

const Hooks = z.strictObject({
  before: values.CommandLine.optional()
    .describe('A command that is run before a release is started, when its migrations are applied.')
    .meta({ examples: ['manage.py setup_site'] }),
  after: values.CommandLine.optional()
    .describe('A command that is run when a release is live.')
    .meta({ examples: ['manage.py warm_cache'] }),
  notify: Notify.prefault({})
    .describe('Who is told how a deploy ended.')
    .meta({ examples: [{ webhook: 'https://chat.example/hook' }] }),
})

export const releaseShape = {
  web: Web.prefault({})
    .describe('nginx and gunicorn.')
    .meta({ examples: [{ upload_limit: '50M' }] }),
  release: Release.prefault({})
    .describe('How one release takes the place of another.')
    .meta({ examples: [{ keep: 10 }] }),
  hooks: Hooks.prefault({})
    .describe('What is done besides at a release.')
    .meta({ examples: [{ after: 'manage.py warm_cache' }] }),
}

/** Whole sections, for those who write `true`. */
export const releaseSections = { Limit }
