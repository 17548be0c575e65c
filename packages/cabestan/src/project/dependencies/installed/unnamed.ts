import type { DependencyInput } from '../input.ts'
import { isHeldBelow } from '../lists/manifest.ts'
import { type Added, added, type Installed } from './added.ts'

/** What a package imports and does not name, or names for an extra alone, where nothing else brings it. */
export function unnamed(input: DependencyInput, installed: Installed): Added[] {
  return [...packaging(input, installed), ...phonenumbers(installed)]
}

/** Celery's way to Redis does so since kombu 5.5, which names it for its extra alone since 5.7. */
function packaging({ redis }: DependencyInput, { packages }: Installed): Added[] {
  const find = (wanted: string) => packages.find(({ name }) => name === wanted)
  const [celery, kombu, gunicorn] = [find('celery'), find('kombu'), find('gunicorn')]
  const names =
    celery?.extras.includes('redis') ||
    (kombu !== undefined && isHeldBelow(kombu, '5.7')) ||
    (gunicorn !== undefined && isHeldBelow(gunicorn, '26.1') && !isHeldBelow(gunicorn, '21'))
  const imports = (redis && celery !== undefined) || find('django-bootstrap4-form') !== undefined
  return !imports || find('packaging') !== undefined || names ? [] : [added('packaging', '', 'driver')]
}

/** Its users are to choose between two packages of the same module: the whole one is right for all of them. */
function phonenumbers({ packages }: Installed): Added[] {
  const field = packages.find(({ name }) => name === 'django-phonenumber-field')
  const has = (name: string) => field?.extras.includes(name) || packages.some((each) => each.name === name)
  const isBrought = field === undefined || isHeldBelow(field, '2.1')
  return isBrought || has('phonenumbers') || has('phonenumberslite')
    ? []
    : [added('phonenumbers', '', 'driver')]
}
