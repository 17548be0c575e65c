import { CabestanError } from '@cabestan/protocol/failures'
import type * as z from 'zod'
import type { ExecResult } from '../../host/host.ts'
import { endOf } from '../../host/run.ts'
import { type Inside, inRelease } from '../command.ts'

export interface Question<Answer> {
  /** Python code that calls `answer` once with a JSON value. Django is set up before it runs. */
  readonly script: string
  /** The value that the code finds in `asked`. */
  readonly asked?: unknown
  readonly answer: z.ZodType<Answer>
  readonly through?: Through
}

/** How it is run: directly, or within the bounds of work beside a site that is being served. */
export type Through = typeof inRelease

/** Marks the one line that is the answer, in case anything else prints a line. */
const mark = '@cabestan '

/** A database behind a firewall that drops packets must not keep anybody waiting for ever. */
export const patience = { PGCONNECT_TIMEOUT: '10' }

/** Asks the project's own Django, in a release and with its settings. Works from Django 1.11 to the newest. */
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
