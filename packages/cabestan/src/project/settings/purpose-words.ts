/** What the name of a settings module says about its purpose. */
export type Purpose =
  | 'production'
  | 'platform'
  | 'staging'
  | 'neutral'
  | 'base'
  | 'template'
  | 'development'
  | 'test'

const words: readonly (readonly [Purpose, RegExp])[] = [
  ['template', /^(?:template|example|sample|dist|skel|skeleton|default_local)$/],
  [
    'test',
    /^(?:tests?|testing|ci|travis|github|gitlab|pytest|unittests?|e2e|functional|selenium|cypress|circleci|checks?|coverage|benchmark|test\w*)$/,
  ],
  [
    'development',
    /^(?:dev|devel|develop|development|developer|local|locals|localhost|debug|build|docs|static|collectstatic|migrations?|playground|sandbox|vagrant|virtualbox|laptop|dev\w*|local\w*)$/,
  ],
  ['staging', /^(?:staging|stage|preprod|preproduction|qa|uat|demo|review|recette|integration|int)$/],
  [
    'production',
    /^(?:production|prod|prd|live|deploy|deployed|deployment|server|release|public|online|pro|product|www|prod\w*)$/,
  ],
  [
    'platform',
    /^(?:heroku|docker|container|aws|ec2|gcp|gae|appengine|azure|scalingo|clevercloud|clever|pythonanywhere|render|railway|fly|hosting|hosted|k8s|kubernetes|cloud|digitalocean|vps|elasticbeanstalk|dokku|ovh|alwaysdata|openshift|vercel)$/,
  ],
  ['base', /^(?:base|common|defaults?|core|shared|global|general|components?)$/],
]

export function purposeOf(module: string): Purpose {
  const last = module.slice(module.lastIndexOf('.') + 1)
  const parts = last
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[_-]/)
    .filter((part) => !/^(?:settings?|config|configuration|conf|django)$/.test(part))
  return words.find(([, pattern]) => parts.some((part) => pattern.test(part)))?.[0] ?? 'neutral'
}

/** Whether a value that code compares with stands for production, for something else, or for nothing known. */
export function purposeOfValue(text: string): Purpose {
  return purposeOf(text.trim())
}
