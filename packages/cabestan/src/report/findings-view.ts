import { type Finding, outcomeOf, type Severity } from '../project/findings/finding.ts'
import type { FindingWords } from './catalogue/catalogue.ts'
import { placeText } from './place.ts'
import { fillBest, fillCounted, type Values } from './text/sentence.ts'
import { asTyped } from './text/shell-words.ts'
import { harmless, widthOf } from './text/text-width.ts'
import { wrap } from './text/wrapping.ts'
import type { Voice } from './voice.ts'

const severities: readonly Severity[] = ['error', 'warning', 'note']
const shownPlaces = 3

/** The checklist for people: the worst first, each with its place, its reason and its remedy. */
export function findingsLines(findings: readonly Finding[], voice: Voice, verbose: boolean): string[] {
  const shown = severities
    .flatMap((severity) => findings.filter((finding) => finding.severity === severity))
    .filter(({ severity }) => verbose || severity !== 'note')
  return [
    ...shown.flatMap((finding) => [...findingLines(finding, voice), '']),
    ...summary(findings, voice, verbose),
  ]
}

/** The sentences of the catalogue with this finding's values filled in. */
export function sayFinding(finding: Finding, voice: Voice): { title: string; why: string; remedy: string } {
  const words = voice.words.findings[finding.code]
  const values = valuesOf(finding, words.words)
  return {
    title: fillBest(words.title, values),
    why: fillBest(words.why, values),
    remedy: fillBest(words.remedy, values),
  }
}

function findingLines(finding: Finding, voice: Voice): string[] {
  const { paint } = voice
  const { title, why, remedy } = sayFinding(finding, voice)
  const [first = '', ...rest] = wrap(title, voice.columns - 4)
  const body = (text: string) => wrap(text, voice.columns - 6).map(paint.sentence)
  const [next = '', ...more] = body(remedy)
  return [
    `${mark(finding.severity, voice)} ${paint.bold(paint.sentence(first))}`,
    ...rest.map((line) => `  ${paint.bold(paint.sentence(line))}`),
    ...placeLines(finding, voice),
    ...body(why).map((line) => `    ${line}`),
    `  → ${next}`,
    ...more.map((line) => `    ${line}`),
  ]
}

function placeLines({ places }: Finding, { paint, words }: Voice): string[] {
  const lines = places.slice(0, shownPlaces).map((place) => `    ${paint.dim(placeText(place))}`)
  const hidden = places.length - shownPlaces
  return hidden > 0 ? [...lines, `    ${paint.dim(fillCounted(words.project.morePlaces, hidden))}`] : lines
}

function mark(severity: Severity, { paint }: Voice): string {
  if (severity === 'error') return paint.red('✗')
  return severity === 'warning' ? paint.yellow('!') : paint.cyan('·')
}

function summary(findings: readonly Finding[], voice: Voice, verbose: boolean): string[] {
  const { project } = voice.words
  const outcome = outcomeOf(findings)
  const counts = severities
    .map((severity) => [severity, findings.filter((each) => each.severity === severity).length] as const)
    .filter(([, count]) => count > 0)
    .map(([severity, count]) => fillCounted(project.severities[severity], count))
  const notes = findings.filter(({ severity }) => severity === 'note').length
  const brush = outcome === 'ready' ? voice.paint.green : voice.paint.red
  const counted = counts.join(', ') || project.noFindings
  const together = widthOf(`${project.outcomes[outcome]} ${counted}`) <= voice.columns
  const [said, tally] = [brush(project.outcomes[outcome]), voice.paint.dim(counted)]
  return [
    ...(together ? [`${said} ${tally}`] : [said, tally]),
    ...(notes > 0 && !verbose
      ? [voice.paint.dim(fillCounted(project.hiddenNotes, notes).replaceAll('`', ''))]
      : []),
  ]
}

function valuesOf(finding: Finding, words: FindingWords['words']): Values {
  const plain = Object.fromEntries(
    Object.entries(finding.values).map(([name, value]) => [name, harmless(value)]),
  )
  const inWords = Object.entries(plain).map(([name, value]) => [name, words?.[name]?.[value] ?? value])
  const [place] = finding.places
  // Quoted for typing, because a space in a path would make two of it.
  const paths = asTyped(finding.places.map(({ file }) => file))
  return { ...(place ? { file: placeText(place) } : {}), paths, ...Object.fromEntries(inWords) }
}
