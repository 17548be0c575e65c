import type { FailureSentences } from '../catalogue.ts'

export const failuresOfTheStart = {
  'start.crashed': {
    title: 'L’application s’arrête dès qu’on la lance.',
    next: ['Ce qu’elle a dit se trouve ci-dessus. L’ancienne version continue de servir.'],
  },
  'start.silent': {
    title: 'L’application ne se met pas à écouter.',
    next: ['Ce qu’elle a dit se trouve ci-dessus. L’ancienne version continue de servir.'],
  },
  'probe.host-refused': {
    title: 'L’application refuse son propre nom d’hôte.',
    next: ['Regardez ALLOWED_HOSTS : `cabestan check --settings`.'],
  },
  'probe.redirected': {
    title: 'L’application répond par une redirection qui ne mène nulle part.',
    next: ['Nommez une page qui répond : `page:` dans `cabestan.yaml`.'],
  },
  'probe.missing': {
    title: 'L’application n’a pas cette page.',
    next: ['Nommez une page qui répond : `page:` dans `cabestan.yaml`.'],
  },
  'probe.error': {
    title: 'La page se termine par une erreur.',
    next: ['La trace se trouve ci-dessus. L’ancienne version continue de servir.'],
  },
  'probe.failed': {
    title: 'L’application ne répond pas comme elle le devrait.',
    next: ['Ce qu’elle a dit se trouve ci-dessus. L’ancienne version continue de servir.'],
  },
  'switch.worse': {
    title: 'La nouvelle version répondait moins bien que la précédente, qui sert à nouveau.',
    next: ['Regardez ses erreurs ci-dessus, committez une correction, et déployez à nouveau.'],
  },
  'switch.died': {
    title: 'La nouvelle version est morte peu après sa mise en ligne ; la précédente sert à nouveau.',
    next: ['Ce qu’elle a dit se trouve ci-dessus.'],
  },
  'process.unknown': {
    title: 'L’application n’a pas ce processus.',
    next: ['Voyez lesquels elle a : `cabestan status`.'],
  },
  'process.failed': {
    title: 'Un processus ne reste pas debout.',
    next: ['Ce qu’il a dit se trouve ci-dessus.'],
  },
  'environment.value': {
    title: 'Cette valeur ne peut pas être gardée dans un fichier d’environnement.',
    next: ['Une seule ligne, sans `${` ; écrivez ce qui a plusieurs lignes en base64 ou avec `\\n`.'],
  },
} satisfies Partial<FailureSentences>
