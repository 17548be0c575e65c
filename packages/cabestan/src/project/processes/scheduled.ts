import { readCommand } from '../../config/command-words.ts'
import { readCronTime } from '../../config/cron-time.ts'
import { itemsOf, placeOf, textOf, valuesOf } from '../python/access.ts'
import type { Tree } from '../tree/tree.ts'
import { manageAt } from './commands.ts'
import type { DeclaredCommand } from './declared.ts'
import { hasApp, type ProcessesInput } from './input.ts'
import type { Processes } from './reading.ts'

type Scheduled = Processes['scheduled'][number]

/** What is scheduled: commands of manage.py at times that cron can express; null for what nobody can run here. */
export function understoodJob({ when, command }: Pick<Scheduled, 'when' | 'command'>): Job | null {
  const at = readCronTime(when)
  const argv = readCommand(command)
  if (!('value' in at) || !('value' in argv) || argv.value[1] !== 'manage.py') return null
  return { at: at.value, argv: argv.value }
}

interface Job {
  /** As in crontab(5). */
  readonly at: string
  readonly argv: readonly string[]
}

/** What the project wants to be scheduled, as far as it says so. */
export function readScheduled(input: ProcessesInput, declared: readonly DeclaredCommand[]): Scheduled[] {
  return [...declaredOnes(input.tree, declared), ...cronJobs(input), ...cronClasses(input)]
}

function declaredOnes(tree: Tree, declared: readonly DeclaredCommand[]): Scheduled[] {
  const found = declared.flatMap(({ words, when, place, development }) => {
    const at = manageAt(words)
    if (!when || development) return []
    const command = withoutOutput(words)
    const isTheirs = isOfPlatform(place.file) || command.some((word) => isOwnScript(tree, word))
    if (at < 0) return isTheirs ? [{ when, command: command.join(' '), place }] : []
    return [{ when, command: ['python manage.py', ...withoutOutput(words.slice(at + 1))].join(' '), place }]
  })
  const once = new Map(found.toReversed().map((job) => [`${job.when} ${job.command}`, job]))
  return [...once.values()].reverse()
}

/**
 * A platform runs these for the project. A crontab may also hold the machine's own lines, so only scripts of the
 * project count.
 */
function isOfPlatform(file: string): boolean {
  return file.endsWith('.json')
}

/** `/app/scripts/notify.sh`: matched by its ending, because nobody knows where the project was on that machine. */
function isOwnScript(tree: Tree, word: string): boolean {
  if (!/\.(?:sh|py)$/.test(word)) return false
  const parts = word.split('/').filter((part) => part !== '' && part !== '.')
  return parts.some((_, start) => tree.entry(parts.slice(start).join('/')) !== undefined)
}

/** Where its output went on that machine is not part of the command. */
function withoutOutput(words: readonly string[]): readonly string[] {
  const end = words.findIndex((word) => /^(?:\d|&)?>/.test(word))
  return end < 0 ? words : words.slice(0, end)
}

/** django-crontab: `('0 3 * * *', 'shop.cron.clean')`, or call_command followed by the command's name. */
function cronJobs(input: ProcessesInput): Scheduled[] {
  const jobs = valuesOf(input.values.get('CRONJOBS'))
  return jobs.flatMap((job) => {
    const [when, target, args] = job.type === 'list' ? job.items : []
    const [time, path] = [textOf(when), textOf(target)]
    if (!time || !path || !/^[\w.]+$/.test(path)) return []
    const end = path.lastIndexOf('.')
    const command = path.endsWith('.call_command')
      ? `python manage.py ${itemsOf(args).items.join(' ')}`
      : `python manage.py shell -c "from ${path.slice(0, end)} import ${path.slice(end + 1)} as job; job()"`
    const place = placeOf(job) ?? { file: input.settingsFiles[0] ?? '' }
    return [{ when: time, command, place }]
  })
}

/** django-cron decides by itself which of its jobs are due. */
function cronClasses(input: ProcessesInput): Scheduled[] {
  if (!hasApp(input, 'django_cron') || !input.values.has('CRON_CLASSES')) return []
  const place = placeOf(input.values.get('CRON_CLASSES')) ?? { file: input.settingsFiles[0] ?? '' }
  return [{ when: '*/5 * * * *', command: 'python manage.py runcrons', place }]
}
