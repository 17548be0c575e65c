import type { FailureSentences } from '../catalogue.ts'

export const failuresOfTheVenv = {
  'python.unavailable': {
    title: [
      'Le Python {series} qui se trouve sur ce serveur ne démarre pas : {broken}.',
      'Python {series} n’est pas sur ce serveur, qui a {there}, et uv n’a pas atteint {address} pour le télécharger.',
      'Python {series} ne peut pas être obtenu sur ce serveur, qui a {there} : {why}',
      'Python {series} ne peut pas être obtenu sur ce serveur, qui a {there}.',
      'Aucun Python ne fait tourner ce projet.',
    ],
    next: [
      'Corrigez ce que nomme la sortie, ou retirez {broken} et placez un autre Python {series} sous `/opt/python` ; ou choisissez l’un de {there} par `python:` dans `cabestan.yaml`.',
      'Laissez le serveur accéder au site d’où uv le télécharge, placez un Python {series} sous `/opt/python`, ou choisissez-en un autre par `python:` dans `cabestan.yaml`.',
    ],
  },
  'uv.unavailable': {
    title: [
      'uv {version}, qui installe les paquets de Python, ne peut pas être obtenu sur ce serveur : {why}',
      'uv, qui installe les paquets de Python, ne peut pas être obtenu sur ce serveur.',
    ],
    next: ['Regardez si le serveur atteint son index de paquets, et si `python3-venv` y est installé.'],
  },
  'venv.package-unknown': {
    title: [
      '{package} n’existe pas, ou pas dans cette version.',
      'Un paquet que le projet demande n’existe pas dans cette version.',
    ],
    next: [
      'Corrigez sa ligne dans la liste des paquets, committez, et déployez à nouveau.',
      'Un paquet de votre propre index a besoin, dans cette liste, de son `--extra-index-url`.',
    ],
  },
  'venv.hash-mismatch': {
    title: [
      'L’index a envoyé pour {package} autre chose que ce dont la liste du projet garde l’empreinte.',
      'L’index a envoyé autre chose que ce dont la liste du projet garde l’empreinte.',
    ],
    next: [
      'Rien n’en a été exécuté. Si le paquet a été publié à nouveau, verrouillez-le à nouveau et committez ; sinon, demandez qui se tient entre le serveur et l’index.',
    ],
  },
  'venv.conflict': {
    title: ['Les paquets du projet se contredisent : {why}', 'Les paquets du projet se contredisent.'],
    next: ['Changez l’une des versions, committez, et déployez à nouveau.'],
  },
  'venv.python-too-old': {
    title: [
      '{package} est fait pour Python {needs}, et cette version a {python}.',
      '{package} est fait pour Python {needs}, que cette version n’a pas.',
      '{package} n’est pas fait pour le Python de cette version.',
      'Un paquet demande un autre Python que celui de cette version.',
    ],
    next: ['Choisissez le Python par `python:` dans `cabestan.yaml`, ou une autre version du paquet.'],
  },
  'venv.library-missing': {
    title: [
      '{package} demande {file}, qui n’est pas sur le serveur.',
      'Le projet demande {file}, qui n’est pas sur le serveur.',
      'Un paquet demande une bibliothèque qui n’est pas sur le serveur.',
    ],
    next: [
      'Ajoutez {packages} sous `packages:` dans `cabestan.yaml`, et déployez à nouveau.',
      '`packages:` nomme les paquets de Debian dont votre projet a besoin à côté de ceux de Python.',
    ],
  },
  'venv.build-failed': {
    title: [
      '{package} n’a pas pu être construit sur le serveur : {why}',
      '{package} n’a pas pu être construit sur le serveur.',
      'Un paquet n’a pas pu être construit sur le serveur : {why}',
      'Un paquet n’a pas pu être construit sur le serveur.',
    ],
    next: [
      'Une version plus récente apporte peut-être un paquet déjà compilé (wheel) pour ce Python ; sinon, essayez un Python plus ancien (`python:` dans `cabestan.yaml`).',
    ],
  },
  'venv.network': {
    title: [
      'Le serveur n’a pas atteint {address} : {why}',
      'Le serveur n’a pas atteint {address}.',
      'Le serveur n’a pas atteint l’index des paquets.',
    ],
    next: [
      'Regardez son réseau, son proxy (`/etc/environment`) et son index (`/etc/pip.conf`), puis déployez à nouveau.',
    ],
  },
  'venv.failed': {
    title: ['Les paquets n’ont pas pu être installés : {why}', 'Les paquets n’ont pas pu être installés.'],
    next: ['Ce que uv a dit se trouve ci-dessus.'],
  },
  'build.front-end': {
    title: [
      'Le front-end n’a pas pu être construit, {script} a échoué : {error}',
      'Le front-end n’a pas pu être construit.',
    ],
    next: [
      'Ce que sa construction a dit se trouve ci-dessus.',
      'Un autre Node y arrivera peut-être : `front_end: laptop` prend celui de cet ordinateur, `front_end: server` celui du serveur ; `front_end: off` laisse le front-end de côté.',
    ],
  },
  'build.manager': {
    title: [
      'Le front-end se construit avec {manager}, qui n’est pas sur cet ordinateur.',
      'Le front-end se construit avec un programme qui n’est pas sur cet ordinateur.',
    ],
    next: [
      '`npm install --global {manager}` l’apporte. Puis déployez à nouveau.',
      'Ou construisez sur le serveur, qui se le procure lui-même : `front_end: server` dans `cabestan.yaml`.',
    ],
  },
  'build.settings': {
    title: [
      'Le code du projet ne peut pas être importé en production : {error} ({place})',
      'Le code du projet ne peut pas être importé en production : {error}',
      'Le code du projet ne peut pas être importé en production.',
    ],
    advice: {
      wants: {
        key: 'Donnez-lui {key} : `cabestan env set {key}` la demande et la garde sur le serveur. Ce qui n’est pas secret va sous `env:` dans `cabestan.yaml`. Puis redéployez.',
        network:
          'Il appelle le réseau dès son import, et personne ne répond : un nom introuvable, ou une connexion refusée. Ne faites cet appel que là où sa réponse sert : le projet démarrera sans elle.',
        tables:
          'Cette ligne interroge la base dès que Python l’importe, et une base neuve n’a aucune table avant la première migration. Mettez la requête dans la fonction, la vue ou le `__init__` qui en a besoin, et committez.',
        module:
          'Aucun paquet de la liste n’apporte {module}. Ajoutez celui qui l’apporte à la liste du projet, avec sa version ; si c’est votre propre code, vérifiez qu’il est dans git. Committez, et déployez à nouveau.',
      },
    },
    next: [
      'La dernière ligne ci-dessus dit pourquoi. Les réglages tels que la production les voit : `cabestan check --settings`.',
    ],
  },
  'build.home': {
    title: [
      'La version n’a pas de répertoire {path}, que nginx devrait montrer.',
      'La version n’a pas de page d’accueil.',
    ],
    next: [
      '`web.home` dans cabestan.yaml le nomme, depuis la racine du dépôt : corrigez-le là, ou committez ce répertoire.',
    ],
  },
  'build.program': {
    title: [
      'Le processus {process} doit lancer `{program}`, qui n’est ni parmi les paquets du projet ni sur le serveur.',
      'Un processus doit lancer un programme qui n’est pas là.',
    ],
    next: [
      'Est-il écrit comme on le taperait ? `processes: {process}:` dans cabestan.yaml.',
      'Un paquet Python qui l’apporte va dans la liste du projet ; un paquet Debian sous `packages:`.',
      'Il n’en faut pas ? `processes: {process}: false`.',
    ],
  },
  'build.hook-program': {
    title: [
      '`{hook}` dans cabestan.yaml doit lancer `{program}`, qui n’est ni parmi les paquets du projet ni sur le serveur.',
      'Une commande de `hooks:` doit lancer un programme qui n’est pas là.',
    ],
    next: [
      'Est-il écrit comme on le taperait ? Une commande de Django commence par `manage.py`.',
      'Un paquet Python qui l’apporte va dans la liste du projet ; un paquet Debian sous `packages:`.',
    ],
  },
  'build.schedule-program': {
    title: [
      'La commande planifiée {schedule} doit lancer `{program}`, qui n’est ni parmi les paquets du projet ni sur le serveur.',
      'Une commande planifiée doit lancer un programme qui n’est pas là.',
    ],
    next: [
      'Est-il écrit comme on le taperait ? `schedule: {schedule}:` dans cabestan.yaml. Une commande de Django commence par `manage.py`.',
      'Un paquet Python qui l’apporte va dans la liste du projet ; un paquet Debian sous `packages:`.',
      'Il n’en faut pas ? `schedule: {schedule}: false`.',
    ],
  },
  'build.uploads': {
    title: [
      'Les fichiers committés de {path} n’ont pas pu être copiés là où sont gardés les fichiers déposés.',
      'Les fichiers committés n’ont pas pu être copiés là où sont gardés les fichiers déposés.',
    ],
    next: [
      'Ce que Python a dit se trouve ci-dessus. Ils ne sont copiés qu’avec la première version ; recommencez.',
    ],
  },
  'build.static': {
    title: [
      'Les fichiers statiques n’ont pas pu être rassemblés : {error} ({place})',
      'Les fichiers statiques n’ont pas pu être rassemblés : {error}',
      'Les fichiers statiques n’ont pas pu être rassemblés.',
    ],
    advice: {
      wants: {
        key: 'Donnez-lui {key} : `cabestan env set {key}` la demande et la garde sur le serveur. Ce qui n’est pas secret va sous `env:` dans `cabestan.yaml`. Puis redéployez.',
        file: 'Une feuille de style ou un script nomme un fichier qui n’est dans aucun commit, et le stockage que vos réglages choisissent les exige tous. Committez ce fichier ou corrigez l’adresse, comme `collectstatic` le dit ci-dessus ; ou choisissez un stockage qui laisse passer : `StaticFilesStorage` de Django, `CompressedStaticFilesStorage` de WhiteNoise.',
      },
    },
    next: ['Ce que `collectstatic` a dit se trouve ci-dessus.'],
  },
  'build.compress': {
    title: [
      'Les fichiers statiques n’ont pas pu être compressés d’avance : {error} ({place})',
      'Les fichiers statiques n’ont pas pu être compressés d’avance : {error}',
      'Les fichiers statiques n’ont pas pu être compressés d’avance.',
    ],
    next: ['Ce que `compress` a dit se trouve ci-dessus.'],
  },
  'build.translations': {
    title: [
      'Les traductions n’ont pas pu être compilées : {error}',
      'Les traductions n’ont pas pu être compilées.',
    ],
    next: ['Ce que `compilemessages` a dit se trouve ci-dessus.'],
  },
  'build.check': {
    title: [
      'Les vérifications de Django trouvent des erreurs : {error} ({id})',
      'Les vérifications de Django échouent : {error} ({place})',
      'Les vérifications de Django échouent : {error}',
      'Les vérifications de Django trouvent des erreurs.',
    ],
    advice: {
      wants: {
        key: 'Donnez-lui {key} : `cabestan env set {key}` la demande et la garde sur le serveur. Ce qui n’est pas secret va sous `env:` dans `cabestan.yaml`. Puis redéployez.',
        network:
          'Il appelle le réseau dès son import, et personne ne répond : un nom introuvable, ou une connexion refusée. Ne faites cet appel que là où sa réponse sert : le projet démarrera sans elle.',
      },
    },
    next: ['Corrigez-les, committez, et déployez à nouveau.'],
  },
} satisfies Partial<FailureSentences>
