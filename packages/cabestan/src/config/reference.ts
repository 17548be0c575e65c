import french from './reference.fr.yaml'
import english from './reference.yaml'

/** Every key that cabestan.yaml may have, with its default and what it is for. */
export function reference(language: 'en' | 'fr'): string {
  return language === 'fr' ? french : english
}
