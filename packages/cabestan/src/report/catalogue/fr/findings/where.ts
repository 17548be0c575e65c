import type { whereFindings } from '../../../../project/findings/where.ts'
import type { FindingSentences } from '../../catalogue.ts'

export const where: FindingSentences<(typeof whereFindings)[number]> = {
  'where.none': {
    title: ['Il n’y a pas de projet Django ici : {kind}.', 'Il n’y a pas de projet Django ici.'],
    why: 'Cabestan cherche `manage.py`, puis `wsgi.py`, puis des réglages, dans les fichiers que git connaît.',
    remedy:
      'Allez dans le dossier du projet, celui de `manage.py`. Si ses fichiers ne sont que sur cet ordinateur, mettez-les dans un commit : `git add`, `git commit`.',
    words: {
      kind: {
        library: 'c’est un paquet destiné à d’autres projets',
        flask: 'c’est une application Flask',
        fastapi: 'c’est une application FastAPI',
        empty: 'aucun fichier de Python',
        other: 'rien qui y ressemble',
      },
    },
  },
  'where.template': {
    title: 'Ce qui se trouve dans {directory} est un modèle pour créer des projets.',
    why: 'Des noms entre doubles accolades y tiennent la place de ceux d’un projet. Il ne peut pas tourner tel quel.',
    remedy:
      'Créez un projet à partir de lui (`cookiecutter`, `django-admin startproject --template`), et déployez ce projet.',
  },
  'where.several': {
    title: 'Il y a plusieurs projets Django ici : {directories}.',
    why: 'Rien ne dit lequel est le site.',
    remedy: 'Allez dans son dossier, ou écrivez-le dans `cabestan.yaml` : `directory: {first}`.',
  },
  'where.of-tests': {
    title: 'Le projet de {directory} est celui avec lequel un paquet se teste lui-même.',
    why: 'Ce qui est au-dessus est un paquet fait pour d’autres, et rien ne dit que c’est un site.',
    remedy: 'Si c’est bien lui, écrivez-le dans `cabestan.yaml` : `directory: {directory}`.',
  },
  'where.not-there': {
    title: 'Il n’y a pas de projet Django dans {directory}.',
    why: '`directory:` le nomme dans `cabestan.yaml`.',
    remedy: [
      'Nommez-en un qui existe (`{directories}`), ou retirez `directory:`, et Cabestan le cherchera.',
      'Retirez `directory:`, et Cabestan le cherchera.',
    ],
  },
  'where.beside': {
    title: 'Le projet de {directory} a été choisi.',
    why: 'Il y en a d’autres : {directories}. Ce sont, semble-t-il, des exemples, des tests ou des parties de celui-ci.',
    remedy: 'Si le site est un autre, écrivez-le dans `cabestan.yaml` : `directory: …`.',
  },
  'where.site-beside': {
    title: 'Le front-end de {directories} est un site à part, et n’est pas mis en ligne.',
    why: 'Django n’en sert rien : Cabestan apporte ce à quoi Django répond, et rien d’autre.',
    remedy:
      'Placez-le chez un hébergeur de front-ends, avec l’adresse de ce site, et nommez la sienne dans `CORS_ALLOWED_ORIGINS`. Ou laissez Django le servir : si le dossier que produit sa construction est parmi les `STATICFILES_DIRS` et les `DIRS` de `TEMPLATES`, chaque version le construit.',
  },
  'where.front-end-left-out': {
    title: 'De plusieurs front-ends, seul celui de {built} est construit : pas celui de {directories}.',
    why: 'Django sert ce que chacun d’eux produit, et git n’en a rien : il manquera à des pages leurs styles et leurs scripts.',
    remedy:
      'Faites-les construire tous par un seul `package.json`, au moyen de `workspaces` ou d’un script qui appelle les autres. Ou committez ce que les autres produisent.',
  },
  'where.front-end-without-source': {
    title: 'La construction du front-end part de ce qu’aucun commit n’a : {files}.',
    why: 'Elle finit par une erreur sur tout ordinateur autre que celui qui les a, et la version avec elle.',
    remedy:
      '`.gitignore` les nomme-t-il ? `git add -f`, puis un commit. Ou bien laissez le front-end de côté : `front_end: off` dans `cabestan.yaml`.',
  },
  'where.manage-unreadable': {
    title: '{file} est illisible.',
    why: 'Il est vide, binaire ou n’est pas du Python, et ne dit donc pas quels réglages il utilise.',
    remedy:
      'Rétablissez-le : `django-admin startproject` en crée un neuf. Cabestan écrit le sien pour le serveur.',
  },
  'where.manage-too-large': {
    title: '{file} dépasse {kilobytes} ko et n’a pas été lu.',
    why: 'Il dit quels réglages le projet utilise, et du Python de cette taille n’est pas lu.',
    remedy:
      'Rétablissez-le : `django-admin startproject` en crée un neuf. Mettez ce qu’il fait d’autre dans une commande à part.',
  },
  'where.manage-missing': {
    title: 'Le projet n’a pas de `manage.py`.',
    why: 'Son `wsgi.py` ou ses réglages ont permis de le trouver.',
    remedy: 'Rien à faire : Cabestan écrit le sien pour le serveur.',
  },
  'where.python2': {
    title: '{file} est écrit pour Python 2.',
    why: 'Aucun Django qui tourne dessus n’est plus corrigé, et aucun serveur actuel n’a ce Python.',
    remedy: 'Passez d’abord le projet à Python 3 : `2to3` aide pour les premiers pas.',
  },
  'where.syntax': {
    title: 'Python {python} ne comprend pas {file} : {message}.',
    why: 'Tout ce qui l’importe échoue : une page, une commande, ou le site à son démarrage. Il a été compilé par le Python de cet ordinateur, et non exécuté.',
    remedy: 'Corrigez la ligne et committez-la ; `python -m compileall FICHIER` dit si tout va bien.',
  },
}
