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
    title: ['L’application n’a pas de processus « {process} ».', 'L’application n’a pas ce processus.'],
    next: ['Ceux qu’elle a : {known}.', 'Ce qu’ils font : `cabestan status`.'],
  },
  'process.single': {
    title: [
      'Il ne peut y avoir qu’un seul {process} : un second lancerait deux fois chaque tâche planifiée.',
      'Il ne peut y avoir qu’un seul exemplaire de ce processus.',
    ],
    next: ['Pour plus de tâches à la fois, il faut plus de workers : `cabestan scale worker=3`.'],
  },
  'process.failed': {
    title: ['Le processus {process} ne reste pas debout ({state}).', 'Un processus ne reste pas debout.'],
    next: ['Ce qu’il a dit se trouve ci-dessus. La suite : `cabestan logs {process}`.'],
  },
  'environment.value': {
    title: [
      'La valeur de {key} ne peut pas être gardée dans un fichier d’environnement : {problem}.',
      'Cette valeur ne peut pas être gardée dans un fichier d’environnement.',
    ],
    next: [
      'Ce qui a plusieurs lignes ou de tels signes tient en base64, ou avec des `\\n` que les réglages remplacent.',
    ],
    words: {
      problem: {
        lines: 'elle a plusieurs lignes, ou des caractères de contrôle',
        braces: 'certains programmes qui lisent le fichier remplacent ce qui commence par `${`',
        backslash: 'elle finit par une barre oblique inverse',
        quotes:
          'elle a un `$` ou un accent grave à côté d’une apostrophe ou d’une double barre oblique inverse',
      },
    },
  },
  'environment.generated': {
    title: [
      'C’est le serveur qui a créé {keys}, et le site en a besoin.',
      'C’est le serveur qui a créé cette valeur.',
    ],
    next: [
      'Ce qui casse : {consequence}.',
      'Pour la retirer quand même, et que le prochain déploiement en crée une autre : `--yes`.',
    ],
    words: {
      consequence: {
        'secret-key':
          'une nouvelle clé met fin à toutes les sessions, et rend sans valeur les liens de mot de passe et tout ce qui a été signé',
        redis:
          'l’application ne peut plus entrer dans Redis avant qu’un déploiement ait créé un nouveau mot de passe',
        other: 'l’application risque de ne pas démarrer sans elle',
      },
    },
  },
} satisfies Partial<FailureSentences>
