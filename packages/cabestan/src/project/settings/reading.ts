import type { Answer, Place } from '../answer.ts'
import type { Value } from '../python/values.ts'

export type SettingsForm = 'file' | 'package' | 'class'

export interface KeyCopy {
  /** The setting, and keys of dicts in it. */
  readonly path: readonly string[]
  readonly place: Place
  /** The key with these texts before, between and behind; null where only the project's code can make it anew. */
  readonly around: readonly string[] | null
  readonly bytes: boolean
}

export interface SettingsReading {
  /** The module that is meant for production, or the one that will do. */
  readonly module: Answer<string>
  readonly form: SettingsForm
  /** The class of django-configurations, where that is how the settings are written. */
  readonly className: string | null
  /** Other modules (or classes) that could have been meant, for the owner to choose from. */
  readonly candidates: readonly string[]
  /** In the order in which they are read. */
  readonly files: readonly string[]
  /** Settings that are in no commit, with the template that stands in for them, where there is one. */
  readonly missing: {
    readonly module: string
    readonly template: string | null
    /** Where it is asked for. */
    readonly places: readonly Place[]
    /** Where a package above the settings imports it: then it need not be settings at all. */
    readonly importedBy?: Place
    /** The link out of the repository that stands in its place. */
    readonly link?: string
  } | null
  /** What is to be production's settings by how it is served or deployed, and holds nothing at all in git. */
  readonly empty: { readonly module: string; readonly places: readonly Place[] } | null
  /** Files that hold settings for production and were not read: too large, or no text. */
  readonly unread: readonly string[]
  /**
   * Of the environment: what must be set before the settings are imported, so that they see production
   * (`ENV=production`, `DJANGO_CONFIGURATION=Production`, `DEBUG=False`), with the reason as a place.
   */
  readonly switches: readonly { readonly key: string; readonly value: string; readonly place: Place }[]
  /** Settings by their names, as they are in production: with `DEBUG` off and the switches set. */
  readonly values: ReadonlyMap<string, Value>
  /**
   * The same as they come out at import when nobody can turn DEBUG off before it is asked (it is a literal):
   * only names whose value differs from `values`. The overlay puts these right.
   */
  readonly underDebug: ReadonlyMap<string, Value>
  /** What carries the key of the repository after SECRET_KEY was replaced: `SIMPLE_JWT.SIGNING_KEY`. */
  readonly keyCopies: readonly KeyCopy[]
  /** Ways round an overlay that is only named in the environment. */
  readonly bypasses: readonly {
    readonly type:
      | 'outright-wsgi'
      | 'outright-asgi'
      | 'outright-celery'
      | 'outright-manage'
      | 'imported-directly'
    readonly place: Place
  }[]
  /** What importing the settings does beside: `/var/log/x` opened, a directory made, git run. */
  readonly effects: readonly { readonly type: string; readonly what: string; readonly place: Place }[]
  readonly wsgi: Answer<string>
  readonly asgi: Answer<string>
}
