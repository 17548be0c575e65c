import type { dependencyFindings } from '../../../../project/findings/dependencies.ts'
import type { FindingSentences } from '../../catalogue.ts'

export const dependencies: FindingSentences<(typeof dependencyFindings)[number]> = {
  'dependencies.none': {
    title: 'Aucun fichier ne dit ce dont le projet a besoin. D’après son code, c’est : {packages}.',
    why: 'Seul cet ordinateur sait quelles versions fonctionnaient ; le serveur prend celles qui vont avec le Django du projet.',
    remedy:
      'Notez-les une fois, dans le venv où le projet tourne : `pip freeze > requirements.txt`, et committez ce fichier.',
  },
  'dependencies.guessed-names': {
    title: 'Des paquets sont pris sous le nom de leur module : {modules}.',
    why: 'Un paquet peut porter un autre nom que son module, et un autre paquet porter ce nom-là.',
    remedy: 'Vérifiez que ce sont les bons paquets, et nommez-les dans un `requirements.txt`.',
  },
  'dependencies.unread': {
    title: '{file} demande des paquets qu’on ne peut pas connaître sans l’exécuter : {what}.',
    why: 'Rien du projet n’est exécuté pour le lire. De ceux-là, seul ce que le code importe est installé.',
    remedy:
      'Écrivez-les-y en toutes lettres, ou dans un fichier de dépendances que `cabestan.yaml` nomme : `dependencies: [requirements.txt]`.',
  },
  'dependencies.unpinned': {
    title: 'Des paquets n’ont pas de version exacte : {packages}.',
    why: 'Le même commit peut donner demain un autre site, dès que l’un d’eux sort une nouvelle version.',
    remedy:
      'Committez les versions qui fonctionnent : `pip freeze > requirements.txt`, ou un fichier de verrouillage.',
  },
  'dependencies.undeclared': {
    title: 'Le projet utilise des paquets que sa liste pour la production ne nomme pas : {packages}.',
    why: 'Il ne démarre pas sans eux. Cabestan les installe, dans la version que nomme une autre liste du projet, ou dans celle du jour.',
    remedy: 'Ajoutez-les à la liste du projet, avec leurs versions.',
  },
  'dependencies.application-nowhere': {
    title:
      'INSTALLED_APPS nomme ce qui n’est dans aucun fichier de git, et qu’aucun paquet de la liste ne semble apporter : {modules}.',
    why: 'Si rien ne l’apporte, Django ne démarre pas.',
    remedy:
      'Si c’est à vous, son dossier n’est que sur cet ordinateur : `git add`, puis faites un commit (`.gitignore` le nomme-t-il ?). Si c’est un paquet, ajoutez-le à la liste. Si plus personne n’en a besoin, retirez-le d’INSTALLED_APPS. Il n’y a rien à faire si un paquet d’un autre nom l’apporte.',
  },
  'dependencies.held-back': {
    title: 'Retenus à des versions qui vont ensemble : {packages}.',
    why: 'Les plus récentes ne fonctionnent pas avec le Django ou le code de ce projet.',
    remedy: 'Rien à faire. Pour en décider vous-même, écrivez des versions dans la liste du projet.',
  },
  'dependencies.left-out': {
    title: 'Laissés de côté à l’installation : {packages}.',
    why: 'Ils appartiennent à l’ordinateur où la liste a été faite : un serveur Linux ne peut pas les installer, ou Python les a déjà. Ou bien ils sont un autre serveur web que celui qu’a chaque version.',
    remedy: 'Rien à faire. Ôtez-les de la liste, ou marquez-les : `; sys_platform == "win32"`.',
  },
  'dependencies.raised': {
    title: '{package} {version} est installé en {raised}.',
    why: 'Aucun Python qu’un serveur peut avoir aujourd’hui n’exécute la version de la liste. La nouvelle est la plus proche qui tourne, et convient au même Django et au même code.',
    remedy:
      'Rien à faire. Mieux encore : inscrivez `{package}=={raised}` dans la liste des paquets, et committez.',
  },
  'dependencies.same-module': {
    title: '{package} est laissé de côté : il apporte le module {module}, et {other} aussi.',
    why: 'Leurs fichiers se recouvriraient dans un ordre que personne ne choisit, et le code importerait tantôt l’un, tantôt l’autre.',
    remedy: 'Ôtez {package} de la liste. Si c’est lui que le code veut, ôtez {other}.',
  },
  'dependencies.unrelated': {
    title: '{file} ne concerne pas ce projet.',
    why: 'Il ne nomme ni Django, ni rien de ce que le code importe.',
    remedy: 'Rien à faire : il n’est pas installé.',
  },
  'dependencies.several': {
    title: 'Plusieurs listes nomment un Django différent : {chosen} est installé, et non {others}.',
    why: 'Ce qui tourne ici vient peut-être d’une autre liste que ce qui tournera sur le serveur.',
    remedy:
      'Supprimez les listes qui ne servent plus, ou choisissez-en une dans `cabestan.yaml` : `dependencies: {chosen}`.',
  },
  'dependencies.stale-lock': {
    title: '{lock} est plus ancien que ce que le projet demande : {packages}.',
    why: 'C’est le fichier de verrouillage qui décide de ce qui est installé, et il ignore ces changements.',
    remedy: 'Refaites-le avec l’outil qui l’a écrit, et committez-le.',
  },
  'dependencies.broken-lines': {
    title: '{file} a des lignes qui ne nomment aucun paquet : {lines}.',
    why: 'Aucun outil d’installation ne les comprend. Ce qu’elles devaient apporter manque.',
    remedy: 'Corrigez ces lignes, ou supprimez-les.',
  },
  'dependencies.missing-file': {
    title: '{by} inclut {file}, qui n’est pas dans git.',
    why: 'Ce qu’il énumère n’est pas installé, et l’installation peut s’y arrêter.',
    remedy: 'Committez {file}, ou supprimez cette ligne.',
  },
  'dependencies.unreadable': {
    title: '{file} n’est pas du texte.',
    why: 'Ce dont le projet a besoin a été lu dans son code à la place.',
    remedy: 'Enregistrez-le comme texte, en UTF-8.',
  },
  'dependencies.too-large': {
    title: '{file} dépasse {kilobytes} ko et n’a pas été lu.',
    why: 'Ce qu’il énumère ne serait pas installé.',
    remedy: 'Notez ce dont le projet lui-même a besoin : `pip freeze > {file}` dans son venv.',
  },
  'dependencies.link-outside': {
    title: '{file} est un lien qui mène hors du dépôt.',
    why: 'Une version n’a que ce qui est dans git ; ce que cette liste nomme ne serait pas installé.',
    remedy: 'Mettez le fichier lui-même dans le dépôt à la place du lien.',
  },
  'dependencies.private-source': {
    title: '{package} vient d’un dépôt qui demande une clé ssh.',
    why: 'Le serveur n’en a pas, et ne doit pas avoir la vôtre.',
    remedy: 'Prenez-le par https s’il est public (`git+https://…`), ou mettez son code dans le projet.',
  },
  'dependencies.private-index': {
    title: '{file} nomme un index de paquets particulier.',
    why: 'Le serveur doit pouvoir l’atteindre, et il faut peut-être un mot de passe.',
    remedy: 'Vérifiez que le serveur peut l’atteindre.',
  },
  'dependencies.hashes': {
    title: 'Installés sans empreinte : {packages}.',
    why: 'La liste du projet donne une empreinte à chaque paquet, et ceux-ci sont ajoutés à côté.',
    remedy: 'Pour qu’ils soient vérifiés aussi, mettez-les dans la liste.',
  },
  'dependencies.django-unknown': {
    title: 'La version de Django n’a pas pu être lue.',
    why: 'Rien n’en nomme une, et le code ne la révèle pas.',
    remedy: 'Nommez-la dans la liste du projet : `Django==…`.',
  },
  'dependencies.django-unsupported': {
    title: 'Django {django} ne reçoit plus de correctifs de sécurité depuis le {end}.',
    why: 'Ce qu’on y découvre depuis reste ouvert.',
    remedy: 'Le site peut être mis en ligne. Prévoyez le passage à une série maintenue, une série à la fois.',
  },
  'dependencies.django-mismatch': {
    title: 'Le code ne va pas avec Django {django} : {names}.',
    why: 'L’import échoue, si bien que rien du projet ne démarre. Le code veut Django {wanted}.',
    remedy: 'Corrigez le code, ou la version dans la liste du projet, et committez.',
  },
  'dependencies.python-unsupported': {
    title: 'Python {python} ne reçoit plus de correctifs de sécurité depuis le {end}.',
    why: 'Le projet et ses paquets ne tournent sur rien de plus récent, ou c’est celui qu’il demande.',
    remedy: 'Le site peut être mis en ligne. Un Django plus récent ouvre la voie à un Python plus récent.',
  },
  'dependencies.python-other': {
    title: 'Le projet demande Python {declared} et reçoit {python}.',
    why: 'Celui qu’il nomme n’est plus disponible, ou ne va pas avec son Django ou avec son code.',
    remedy: 'Rien à faire si ses tests y passent. Pour en avoir un autre : `python: …` dans `cabestan.yaml`.',
  },
  'dependencies.python-refused': {
    title:
      'Python {declared}, dans `cabestan.yaml`, ne peut pas faire tourner ce projet : ce serait {python}.',
    why: 'Ce qu’il emploie, son Django ou l’un de ses paquets n’y tourne pas.',
    remedy:
      'Retirez `python:` : {python} sert alors, que le serveur possède ou va chercher. Un Django plus récent ouvre la voie à un Python plus récent.',
  },
  'dependencies.lock-python': {
    title: '{file} garde {packages} pour Python {oldest} et plus récent, et le site recevrait {python}.',
    why: 'Ce que l’index propose pour {python} n’est pas ce dont le verrou garde l’empreinte : il n’est donc pas installé.',
    remedy:
      'Faites-le tourner sur Python {oldest} : retirez `python:` de `cabestan.yaml`, ou nommez-y celui-là. Ou laissez le projet admettre {python}, verrouillez à nouveau et committez.',
  },
  'dependencies.python-unavailable': {
    title: '{what} demande Python {newest} au plus, qui n’est plus disponible.',
    why: 'Sur un plus récent, le projet ne démarre pas.',
    remedy: [
      'La plus petite mise à jour qui suffise : Django {django}, qui tourne sur Python {python}.',
      'La plus petite mise à jour qui suffise : {cures}, avec Python {python}. Écrivez-la dans la liste des paquets, et committez.',
      'Passez ce qui le retient à une version plus récente.',
    ],
  },
  'dependencies.python2': {
    title: 'Le code est écrit pour Python 2 : {what}.',
    why: 'Aucun Python qu’un serveur puisse avoir aujourd’hui ne le comprend.',
    remedy: 'Passez-le à Python 3 (l’outil `2to3` en fait le plus gros), d’abord avec Django 1.11.',
  },
  'dependencies.psycopg2-too-new': {
    title: '{package} {version} ne va pas avec Django {django}.',
    why: 'À la première requête, Django s’arrête sur « database connection isn’t set to UTC ».',
    remedy: 'Écrivez `{package}<2.9` dans la liste du projet.',
  },
  'dependencies.no-list': {
    title: 'Rien à installer n’a été trouvé dans {files}.',
    why: '`dependencies:` le nomme dans `cabestan.yaml` ; on attendait une liste de pip, un verrou ou un pyproject.toml.',
    remedy: [
      'Nommez la bonne liste, ou enlevez `dependencies:` : ce sera {found}.',
      'Nommez la bonne liste, ou enlevez `dependencies:`.',
    ],
  },
}
