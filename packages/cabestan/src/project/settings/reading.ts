import type { Answer, Place } from '../answer.ts'
import type { Value } from '../python/values.ts'

export type SettingsForm = 'file' | 'package' | 'class'

export interface KeyCopy {
  /** The setting, and keys of dicts inside it. */
  readonly path: readonly string[]
  readonly place: Place
  /** The key with this text before, between and after it; null where only the project's own code can compute it. */
  readonly around: readonly string[] | null
  readonly bytes: boolean
}

export interface SettingsReading {
  /** The module that is meant for production, or one that will do. */
  readonly module: Answer<string>
  readonly form: SettingsForm
  /** The class, where the settings use django-configurations. */
  readonly className: string | null
  /** Other modules or classes that could be meant, for the owner to choose from. */
  readonly candidates: readonly string[]
  /** In the order in which they are read. */
  readonly files: readonly string[]
  /** Settings that are in no commit, with a template for them where there is one. */
  readonly missing: {
    readonly module: string
    readonly template: string | null
    /** Where they are imported. */
    readonly places: readonly Place[]
    /** If a package above the settings imports it, it need not be settings at all. */
    readonly importedBy?: Place
    /** The link out of the repository that is in its place. */
    readonly link?: string
  } | null
  /** A file that must be production's settings by how the site is served or deployed, and is empty in git. */
  readonly empty: { readonly module: string; readonly places: readonly Place[] } | null
  /** Files with settings for production that could not be read: too large, or no text. */
  readonly unread: readonly string[]
  /**
   * Of the environment: what must be set before the settings are imported, so that they see production
   * (`ENV=production`, `DJANGO_CONFIGURATION=Production`, `DEBUG=False`), with the reason as a place.
   */
  readonly switches: readonly { readonly key: string; readonly value: string; readonly place: Place }[]
  /** Settings by name with their values in production: with `DEBUG` off and the switches set. */
  readonly values: ReadonlyMap<string, Value>
  /**
   * The same as they come out at import when nobody can turn DEBUG off before it is asked (it is a literal):
   * only names whose value differs from `values`. The overlay puts these right.
   */
  readonly underDebug: ReadonlyMap<string, Value>
  /** Settings that contain the key from the repository after SECRET_KEY was replaced: `SIMPLE_JWT.SIGNING_KEY`. */
  readonly keyCopies: readonly KeyCopy[]
  /** Ways around an overlay that is only named in the environment. */
  readonly bypasses: readonly {
    readonly type:
      | 'outright-wsgi'
      | 'outright-asgi'
      | 'outright-celery'
      | 'outright-manage'
      | 'imported-directly'
    readonly place: Place
  }[]
  /** Side effects of importing the settings: `/var/log/x` opened, a directory created, git run. */
  readonly effects: readonly { readonly type: string; readonly what: string; readonly place: Place }[]
  readonly wsgi: Answer<string>
  readonly asgi: Answer<string>
}
