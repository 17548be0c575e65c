import { choosePython, serversOwn } from '../../runtime/choose-python.ts'
import type { DeclaredPython } from '../../runtime/declared-python.ts'
import type { DjangoVersion } from '../../runtime/django-version.ts'
import { lockBounds, packageBounds } from '../../runtime/package-bounds.ts'
import type { DependencyInput } from '../input.ts'
import { reached } from '../lists/lock.ts'
import { limitsOf } from '../lists/manifest.ts'
import type { Wanted } from '../lists/requirements-file.ts'
import type { Project } from '../study.ts'

interface PythonSituation {
  readonly input: DependencyInput
  readonly project: Project
  readonly django: DjangoVersion
  readonly declared: readonly DeclaredPython[]
  readonly packages: readonly Wanted[]
}

/** The Pythons on which everything runs: the code, its Django, its packages. */
export function pythonFor({ input, project, django, declared, packages }: PythonSituation) {
  const { chosen } = project.choice
  const { fails, wheels } = packageBounds([
    ...packages,
    ...(chosen === null ? [] : limitsOf(chosen, { python: null })),
  ])
  const lock = chosen?.lock ?? null
  const locked =
    lock === null || chosen === null ? [] : lockBounds(reached(lock, chosen.roots, { python: null }))
  const question = {
    declared,
    django: django.series,
    server: input.serverPythons,
    oldest: project.python.oldest,
    newest: project.python.newest,
    fails,
    packages: [...wheels, ...locked],
  }
  const choice = choosePython(question)
  return { ...choice, others: serversOwn(question).filter((series) => series !== choice.answer.value) }
}
