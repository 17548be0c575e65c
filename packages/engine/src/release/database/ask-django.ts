import { CabestanError } from '@cabestan/protocol/failures'
import type * as z from 'zod'
import type { ExecResult } from '../../host/host.ts'
import { endOf } from '../../host/run.ts'
import { type Inside, inRelease } from '../command.ts'

export interface Question<Answer> {
  /** Python that calls `answer` once with a value of JSON; Django is set up before it. */
  readonly script: string
  /** What `asked` holds. */
  readonly asked?: unknown
  readonly answer: z.ZodType<Answer>
  readonly through?: Through
}

/** How it is run: at once, or as what works beside a site that is being served. */
export type Through = typeof inRelease

/** It comes first on the one line that is the answer, in case anything else gets a word in. */
const mark = '@cabestan '

/** Nobody hangs on a database behind a firewall that swallows packets. */
export const patience = { PGCONNECT_TIMEOUT: '10' }

/** Asks the project's own Django, in a release and with its settings. Works on 1.11 to the newest. */
export async function askDjango<Answer>(inside: Inside, question: Question<Answer>): Promise<Answer> {
  const argv = ['python', '-', JSON.stringify(question.asked ?? null)]
  const input = `${prelude}${question.script}`
  const { through = inRelease } = question
  const result = await through(inside, argv, { input, environment: patience })
  const line = result.stdout.split('\n').findLast((each) => each.startsWith(mark))
  if (line === undefined) throw settingsFailed(result)
  return question.answer.parse(JSON.parse(line.slice(mark.length)))
}

function settingsFailed({ code, stderr }: ExecResult): CabestanError {
  return new CabestanError('build.settings', {}, { detail: { exitCode: code, tail: endOf(stderr) } })
}

const prelude = `\
import json
import os
import sys
from importlib import import_module

# What the project prints while it is read goes to standard error: only the answer comes out here.
out = os.fdopen(os.dup(1), 'w', encoding='utf-8')
os.dup2(2, 1)

asked = json.loads(sys.argv[1])
sys.argv = ['manage.py']


def answer(value):
    out.write('\\n${mark}' + json.dumps(value, default=str) + '\\n')
    out.flush()
    # A thread that the project started might never end.
    os._exit(0)


import_module(os.environ['DJANGO_SETTINGS_MODULE'].rpartition('.')[0]).choose_settings()
import django

django.setup()

`
