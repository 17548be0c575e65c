import type { FailureSentences } from '../catalogue.ts'

export const failuresOfSandboxes = {
  'sandbox.unsupported': {
    title: ['Impossible de créer un bac à sable ici : {reason}.', 'Impossible de créer un bac à sable ici.'],
    next: [
      'Tout serveur Debian ou Ubuntu que `ssh` atteint peut figurer dans `server:` à la place, machine virtuelle comprise.',
    ],
    words: {
      reason: {
        platform: 'cet ordinateur ne tourne pas sous Linux',
        root: 'il faut être root',
        overlay: 'le noyau refuse ici les montages overlay',
        memory: 'la mémoire d’un bac à sable ne peut pas être limitée ici',
        addresses: 'aucun réseau libre n’a été trouvé',
        directory: 'le répertoire {directory} ne convient pas',
        suite: 'le bac à sable {name} existe déjà, avec {suite}',
      },
    },
    advice: {
      reason: {
        platform:
          'Les bacs à sable demandent Linux, root et systemd-nspawn : prenez une machine virtuelle Linux.',
        root: 'En root : `sudo cabestan sandbox up`.',
        overlay: 'Dans un conteneur, il faut qu’il soit privilégié.',
        suite: 'Choisissez un autre nom, ou jetez l’ancien : `cabestan sandbox destroy {name}`.',
      },
    },
  },
  'sandbox.tool-missing': {
    title: [
      'Les bacs à sable demandent des programmes absents de cet ordinateur : {tools}.',
      'Les bacs à sable demandent des programmes absents de cet ordinateur.',
    ],
    next: ['Debian, Ubuntu : `sudo {install}`.'],
  },
  'sandbox.name': {
    title: [
      '« {name} » ne peut pas être le nom d’un bac à sable.',
      'Ce ne peut pas être le nom d’un bac à sable.',
    ],
    next: [
      'Minuscules, chiffres et tirets ; une lettre au début, pas de tiret à la fin, 32 caractères au plus.',
    ],
  },
  'sandbox.unknown': {
    title: ['Il n’y a pas de bac à sable « {name} ».', 'Ce bac à sable n’existe pas.'],
    next: [
      'Vouliez-vous dire `{nearest}` ?',
      'Ceux qui existent : `cabestan sandbox list`.',
      'Pour le créer : `cabestan sandbox up {make}`.',
    ],
  },
  'sandbox.stopped': {
    title: ['Le bac à sable « {name} » est arrêté.', 'Le bac à sable est arrêté.'],
    next: ['Démarrez-le : `cabestan sandbox up {name}`.'],
  },
  'sandbox.boot': {
    title: ['Le bac à sable « {name} » ne démarre pas.', 'Le bac à sable ne démarre pas.'],
    next: [
      'Ce qu’il a dit au démarrage se trouve ci-dessus.',
      'Repartez de zéro, ce qui efface son contenu : `cabestan sandbox destroy {name}`, puis `cabestan sandbox up {name}`.',
    ],
  },
  'sandbox.shut': {
    title: [
      'Le bac à sable « {name} » tourne, mais son ssh ne répond pas à cet ordinateur.',
      'Le bac à sable tourne, mais son ssh ne répond pas à cet ordinateur.',
    ],
    next: [
      'Après des connexions refusées, son fail2ban ne laisse plus entrer personne d’ici pendant dix minutes : attendez, puis réessayez.',
    ],
  },
} satisfies Partial<FailureSentences>
