import type { FailureSentences } from '../catalogue.ts'

export const failuresOfTheVenv = {
  'python.unavailable': {
    title: 'Le Python dont le projet a besoin ne peut être obtenu sur ce serveur.',
    next: ['Choisissez-en un autre par `python:` dans `cabestan.yaml`, ou un Django plus récent.'],
  },
  'uv.unavailable': {
    title: 'uv, qui installe les paquets de Python, ne peut être obtenu sur ce serveur.',
    next: ['Regardez si le serveur atteint son index de paquets : `cabestan ssh -- pip download uv`.'],
  },
  'venv.package-unknown': {
    title: 'Un paquet que le projet demande n’existe pas dans cette version.',
    next: ['Corrigez sa ligne dans les dépendances, committez, et déployez à nouveau.'],
  },
  'venv.conflict': {
    title: 'Les paquets du projet se contredisent.',
    next: ['Changez l’une des versions, committez, et déployez à nouveau.'],
  },
  'venv.python-too-old': {
    title: 'Un paquet demande un autre Python que celui de cette version.',
    next: [
      'Choisissez le Python par `python:` dans `cabestan.yaml`, ou une version plus ancienne du paquet.',
    ],
  },
  'venv.library-missing': {
    title: 'Un paquet demande une bibliothèque qui n’est pas sur le serveur.',
    next: ['Ajoutez-la sous `packages:` dans `cabestan.yaml`, et déployez à nouveau.'],
  },
  'venv.build-failed': {
    title: 'Un paquet n’a pas pu être construit sur le serveur.',
    next: ['Une version plus récente apporte peut-être une roue toute faite pour ce Python.'],
  },
  'venv.network': {
    title: 'Le serveur n’a pas atteint l’index des paquets.',
    next: ['Regardez son réseau, puis déployez à nouveau.'],
  },
  'venv.failed': {
    title: 'Les paquets n’ont pas pu être installés.',
    next: ['Ce que uv a dit se trouve ci-dessus.'],
  },
  'build.front-end': {
    title: 'Le front-end n’a pas pu être construit.',
    next: ['Ce que sa construction a dit se trouve ci-dessus ; `front_end: off` la laisse de côté.'],
  },
  'build.settings': {
    title: 'Les réglages ne peuvent pas être importés en production.',
    next: ['La dernière ligne ci-dessus dit pourquoi. Voyez-les en entier : `cabestan check --settings`.'],
  },
  'build.static': {
    title: 'Les fichiers statiques n’ont pas pu être rassemblés.',
    next: ['Ce que `collectstatic` a dit se trouve ci-dessus.'],
  },
  'build.compress': {
    title: 'Les fichiers statiques n’ont pas pu être compressés d’avance.',
    next: ['Ce que `compress` a dit se trouve ci-dessus.'],
  },
  'build.translations': {
    title: 'Les traductions n’ont pas pu être compilées.',
    next: ['Ce que `compilemessages` a dit se trouve ci-dessus.'],
  },
  'build.check': {
    title: 'Les vérifications de Django trouvent des erreurs.',
    next: ['Corrigez-les, committez, et déployez à nouveau.'],
  },
} satisfies Partial<FailureSentences>
