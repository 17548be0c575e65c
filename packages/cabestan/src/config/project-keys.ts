import * as z from 'zod'
import * as values from './values.ts'

/**
 * What Cabestan reads from the project by itself, for those cases where a person knows better. `init` writes one
 * of these only where the project leaves a choice.
 */
const Mail = z.strictObject({
  host: values.HostName.describe('The mail server.'),
  port: values.PortNumber.prefault(587)
    .describe('Its port.')
    .meta({ examples: [587, 465, 25] }),
  security: z
    .enum(['starttls', 'tls', 'none'])
    .prefault('starttls')
    .describe(
      'How the connection is encrypted: starttls (587), tls (465), or none for a relay on the server.',
    )
    .meta({ examples: ['starttls'] }),
  user: values.MailUser.optional().describe('Who logs in there; the password is EMAIL_HOST_PASSWORD.'),
  from: values.Email.optional().describe('The sender of what the site and its errors send.'),
})

const Process = z.strictObject({
  command: values.CommandLine.optional().describe('What is run; left out: as it was found.'),
  count: z
    .int('number')
    .min(0, 'range')
    .max(100, 'range')
    .prefault(1)
    .describe('How many of it run side by side.')
    .meta({ examples: [2] }),
  stop_wait: values
    .durationBetween('1s', '1d', '10m')
    .optional()
    .describe(
      'How long it may finish what it is at before it is killed; left out: 10m for Celery, else 30s.',
    ),
})

const Scheduled = z.strictObject({
  at: values.CronTime.describe('When, as crontab(5) has it: minute, hour, day, month, day of the week.'),
  command: values.CommandLine.describe('What is run, in the environment of the application.'),
})
const cleaning = { at: '0 4 * * *', command: 'manage.py clearsessions' }

export const projectShape = {
  directory: values.TreePath.optional().describe('Where manage.py is, from the top of the repository.'),
  settings: values.PythonModule.optional().describe('The settings module that production runs with.'),
  python: values.PythonSeries.optional().describe('The Python that the application runs on.'),
  dependencies: z
    .array(values.TreePath)
    .min(1)
    .max(20)
    .optional()
    .describe('The files that list what to install.')
    .meta({ examples: [['requirements/production.txt']] }),
  database: z
    .enum(['postgresql', 'sqlite', 'own'])
    .optional()
    .describe('PostgreSQL on the server, the project’s SQLite file kept there, or your own by DATABASE_URL.')
    .meta({ examples: ['postgresql', 'sqlite', 'own'] }),
  interface: z
    .enum(['wsgi', 'asgi'])
    .optional()
    .describe('How the web process runs; left out: as the project needs it.')
    .meta({ examples: ['asgi'] }),
  processes: z
    .record(values.ProgramName, z.union([values.CommandLine, z.literal(false), Process]))
    .prefault({})
    .describe('Long-running commands beside the web process; false takes one away that was found.')
    .meta({ examples: [{ worker: 'celery -A disquaire worker', beat: false }] }),
  schedule: z
    .record(values.ProgramName, z.union([Scheduled, z.literal(false)]).meta({ examples: [cleaning] }))
    .prefault({})
    .describe('Commands that are run by the clock; false takes one away that was found.')
    .meta({ examples: [{ clean: cleaning }] }),
  front_end: z
    .enum(['server', 'laptop', 'off'])
    .prefault('server')
    .describe('Where a front end that needs a build is built.')
    .meta({ examples: ['server', 'laptop', 'off'] }),
  page: values.UrlPath.optional().describe(
    'A page that answers without login, to prove that the site works.',
  ),
  env: z
    .record(values.VariableName, values.VariableValue)
    .prefault({})
    .describe('Variables of the environment that the settings read; secrets do not belong here.')
    .meta({ examples: [{ SITE_NAME: 'Disquaire', PAGE_SIZE: 20 }] }),
  secrets: z
    .array(values.VariableName)
    .max(200)
    .prefault([])
    .describe('Variables whose values the server keeps, by `cabestan env set`: `check` takes them for given.')
    .meta({ examples: [['STRIPE_KEY', 'EMAIL_HOST_PASSWORD']] }),
  admins: z
    .array(values.Email)
    .max(50)
    .prefault([])
    .describe('Who gets a mail for each new error.')
    .meta({ examples: [['anna@disquaire.example']] }),
  mail: Mail.optional()
    .describe('How mail is sent; left out: as the project says.')
    .meta({ examples: [{ host: 'smtp.disquaire.example', user: 'site@disquaire.example' }] }),
}
