import type { FailureSentences } from '../catalogue.ts'
import { configuration } from './configuration.ts'

const argumentWords = {
  KEY: 'CLÉ',
  'on|off': 'on ou off',
  NUMBER: 'NUMÉRO',
  PROCESS: 'PROCESSUS',
  'PROCESS=N': 'PROCESSUS=N',
  '-- COMMAND': 'la commande à lancer',
}

export const failuresOnTheLaptop = {
  'config.missing': {
    title: ['{path} n’existe pas.', 'Il n’y a pas de `cabestan.yaml` ici, ni au-dessus.'],
    next: [
      'Allez dans le dossier de votre projet, ou nommez le fichier : `--config FICHIER`.',
      'Pour en commencer un : `cabestan init` lit le projet et l’écrit.',
      'Tout ce qu’il peut contenir, commenté : `cabestan config`.',
    ],
  },
  'config.unreadable': {
    title: ['{path} ne peut pas être lu.', 'La configuration ne peut pas être lue.'],
    next: ['Avez-vous le droit de le lire ? `ls -l {path}`.', 'Ce doit être un fichier texte en UTF-8.'],
    advice: {
      why: {
        directory: 'C’est un dossier. Nommez le fichier qui s’y trouve : `--config {path}/cabestan.yaml`.',
      },
    },
  },
  'config.syntax': {
    title: [
      '{file}, ligne {line} : {problem}.',
      '{file} n’est pas du YAML.',
      'La configuration n’est pas du YAML.',
    ],
    next: [
      'Selon le lecteur de YAML (en anglais) : {message}',
      'Un exemple de chaque clé : `cabestan config`.',
    ],
    words: { problem: configuration.syntaxProblems },
  },
  'config.unknown-key': {
    title: [
      '{file}, ligne {line} : la clé « {key} » n’existe pas.',
      'La clé « {key} » n’existe pas.',
      'Une clé de la configuration n’existe pas.',
    ],
    next: [
      'Vouliez-vous dire `{suggestion}` ?',
      'Possibles ici : {known}.',
      'Autres lignes à corriger dans ce fichier : {others}.',
      'Toutes les clés, commentées : `cabestan config`.',
    ],
  },
  'config.invalid': {
    title: [
      '{file}, ligne {line} : `{key}` ne peut pas être « {value} » : {problem}.',
      '{file}, ligne {line} : `{key}` : {problem}.',
      '{file} : `{key}` : {problem} ({path}).',
      '{file} : `{key}` : {problem}.',
      '{file}, ligne {line} : {problem}.',
      '`{key}` ne peut pas être « {value} ».',
      'Une valeur de la configuration ne convient pas.',
    ],
    next: [
      'Possible : `{expected}`.',
      'Par exemple : `{example}`.',
      'Autres lignes à corriger dans ce fichier : {others}.',
      'Un exemple de chaque clé : `cabestan config`.',
    ],
    words: { problem: configuration.problems },
    advice: {
      problem: {
        'server-missing':
          'Sans serveur à vous : `server: sandbox:essai` en crée un, jetable, sur cet ordinateur.',
        'no-keys':
          'Créez une clé, `ssh-keygen -t ed25519`, ou nommez sous `keys:` les clés publiques des personnes admises.',
      },
    },
  },
  'config.environment': {
    title: [
      '{file} ne décrit pas d’environnement « {environment} ».',
      'Il n’y a pas d’environnement « {environment} ».',
      'Cet environnement n’existe pas.',
    ],
    next: [
      'Vouliez-vous dire `-e {nearest}` ?',
      'Ceux qui existent : {known}.',
      'Choisissez-en un avec `-e NOM`, ou ajoutez-le sous `environments:`.',
      'S’il a quitté le fichier et se trouve encore sur son serveur : `cabestan remove -e {environment}` l’en retire.',
    ],
  },
  'config.environment-nowhere': {
    title: [
      'Ni {file} ni ce serveur n’ont de {app} ({environment}).',
      'Ni la configuration ni ce serveur n’ont un tel environnement.',
    ],
    next: [
      'Ceux du fichier : {known}.',
      'Si sa section nommait un autre serveur : remettez-la, et `cabestan remove -e {environment}` y cherchera.',
    ],
  },
  'name.reserved': {
    title: [
      '{file}, ligne {line} : le nom « {name} » est déjà pris {by}.',
      'Le nom « {name} » est déjà pris.',
      'Ce nom est déjà pris.',
    ],
    next: [
      'Une application donne son nom à un utilisateur, à une base et à des fichiers du serveur. Choisissez un autre nom (`app:` ou `login:`) dans `cabestan.yaml`.',
    ],
    words: { by: { system: 'par le système', login: 'par l’utilisateur de connexion' } },
  },
  'project.missing': {
    title: ['{path} n’est pas un dossier lisible.', 'Le dossier du projet ne peut pas être lu.'],
    next: [
      'Allez dans le dossier de votre projet, ou nommez-le. Avez-vous le droit de le lire ? `ls -ld {path}`.',
    ],
  },
  'git.missing': {
    title: 'git n’est pas installé sur cet ordinateur.',
    next: [
      'Debian, Ubuntu : `sudo apt install git`. macOS : `xcode-select --install`. Windows : `winget install Git.Git`.',
    ],
  },
  'git.failed': {
    title: ['git n’arrive pas à lire {path}.', 'git n’arrive pas à lire le dépôt.'],
    next: ['Ce que git a dit se trouve ci-dessus. Le dépôt est-il intact ? `git -C {path} fsck`.'],
  },
  'git.owner': {
    title: [
      '{path} appartient à un autre utilisateur, et git ne s’y fie pas.',
      'git ne se fie pas à ce dossier.',
    ],
    next: [
      'Travaillez sous l’utilisateur à qui il appartient : `ls -ld {path}`.',
      'Si vous vous y fiez : `git config --global --add safe.directory {path}`.',
    ],
  },
  'git.not-a-repository': {
    title: ['{path} ne fait partie d’aucun dépôt git.', 'Il n’y a pas de dépôt git ici.'],
    next: [
      'Commencez-en un : `git init`, `git add .`, `git commit`. Ce qui ne doit pas y entrer va dans `.gitignore`.',
    ],
  },
  'git.no-commit': {
    title: ['Le dépôt {path} n’a pas encore de commit.', 'Le dépôt n’a pas encore de commit.'],
    next: [
      'Ce qui est déployé est un commit. Faites le premier : `git add .`, `git commit`. Ce qui ne doit pas y entrer va dans `.gitignore`.',
    ],
  },
  'git.bare': {
    title: ['{path} est un dépôt sans les fichiers d’un projet.', 'Le dépôt ne contient pas de fichiers.'],
    next: ['Allez dans le dossier où vous travaillez, ou créez-en un : `git clone`, suivi de ce chemin.'],
  },
  'git.unknown-revision': {
    title: ['{path} n’a pas de commit « {revision} ».', 'Ce commit n’existe pas.'],
    next: [
      'Vouliez-vous dire `{nearest}` ?',
      'Ce clone n’a que les derniers commits : `{deepen}` va chercher les autres.',
      'Commits et branches présents : `git log --oneline --all`.',
      'Pour choisir un environnement : `cabestan deploy -e NOM`.',
    ],
  },
  'usage.command': {
    title: ['Il n’y a pas de commande « {word} ».', 'Cette commande n’existe pas.'],
    next: ['Vouliez-vous dire `cabestan {nearest}` ?', 'Toutes les commandes : `{help}`.'],
  },
  'usage.environment': {
    title: [
      '« {word} » est un environnement de cabestan.yaml, et non un commit, une branche ou un tag.',
      'C’est un environnement, et non un commit.',
    ],
    next: ['Un environnement se choisit par `-e` : tapez `-e {word}` au lieu de `{word}`.'],
  },
  'usage.option': {
    title: ['Il n’y a pas d’option `{word}` ici.', 'Cette option n’existe pas.'],
    next: [
      'Vouliez-vous dire `{nearest}` ?',
      'Les options de la commande elle-même se mettent après `--` : `{behind}`.',
      'Toutes les options : `{help}`.',
    ],
  },
  'usage.argument-missing': {
    title: ['Il manque {word}.', 'Il manque quelque chose après la commande.'],
    next: ['Possibles : {choices}.', 'Mode d’emploi : `{help}`.'],
    words: { word: argumentWords },
  },
  'usage.option-value': {
    title: ['Il manque la valeur de `{word}`.', 'Il manque la valeur d’une option.'],
    next: ['Mode d’emploi : `{help}`.'],
  },
  'usage.argument-excess': {
    title: 'Il y a plus de mots après la commande qu’elle n’en attend.',
    next: ['Était-ce un environnement ? Il se choisit avec `-e NOM`.', 'Mode d’emploi : `{help}`.'],
  },
  'usage.value': {
    title: [
      '`{word}` ne peut pas être « {value} ».',
      'Une valeur ne figure pas parmi celles qui sont possibles.',
    ],
    next: [
      'Possibles : {choices}.',
      'Voyez lesquels existent : `{list}`.',
      'Un site sans processus web ne répond à personne. Pour une pause : `{pause}`.',
      'Mode d’emploi : `{help}`.',
    ],
    words: { word: argumentWords },
  },
  'usage.confirmation': {
    title: 'Cela changerait un serveur, et il n’y a pas de terminal où vous poser la question.',
    next: [
      'Si c’est voulu (intégration continue, script), dites-le : `{say}`.',
      'Les données du site seraient supprimées : le nom de l’application est donc demandé, {name}.',
      'Ce que cela ferait : `{preview}`.',
    ],
  },
  'usage.write': {
    title: [
      '{file} serait écrit, et il n’y a pas de terminal où vous le demander.',
      'Un fichier serait écrit, et il n’y a pas de terminal où vous le demander.',
    ],
    next: ['Si c’est voulu (intégration continue, script), dites-le : `--yes`.'],
  },
  'usage.question': {
    title: [
      '{host} demande quelque chose ({question}), et il n’y a pas de terminal où vous poser la question.',
      'Le serveur demande quelque chose, et il n’y a pas de terminal où vous poser la question.',
    ],
    next: [
      'Lancez la commande une fois dans un terminal.',
      'En intégration continue, prenez une clé sans phrase de passe dont l’utilisateur n’a pas besoin de mot de passe pour sudo, et mettez la clé du serveur dans `known_hosts`.',
    ],
    words: {
      question: {
        password: 'le mot de passe de l’utilisateur',
        passphrase: 'la phrase de passe d’une clé',
        'host-key': 'si son empreinte est la bonne',
        'sudo-password': 'le mot de passe de sudo',
      },
    },
  },
  'usage.step': {
    title: ['La description de ce serveur n’a pas d’étape « {word} ».', 'Cette étape n’existe pas.'],
    next: ['Vouliez-vous dire `{nearest}` ?', 'Toutes les étapes : `cabestan explain`.'],
  },
  'usage.conflict': {
    title: ['`{word}` et `{other}` s’excluent.', 'Deux options s’excluent.'],
    next: ['Choisissez l’une des deux. Mode d’emploi : `{help}`.'],
  },
  'usage.secret': {
    title: [
      'La valeur de {key} ne doit pas figurer sur la ligne de commande : l’historique de votre shell la garde, et d’autres utilisateurs de cet ordinateur la voient.',
      'Une valeur ne doit pas figurer sur la ligne de commande.',
    ],
    next: [
      'Tapez `cabestan env set {key}` : la valeur est demandée sans être montrée.',
      'Dans un script : `printf %s "$VALUE" | cabestan env set {key}`.',
      'Si c’était un vrai secret, retirez-le de l’historique de votre shell.',
    ],
  },
  'usage.input': {
    title: [
      'La valeur de {key} ne peut pas être lue sur l’entrée standard : {problem}.',
      'Une valeur ne peut pas être lue sur l’entrée standard.',
    ],
    next: ['Une variable par commande : `printf %s "$VALUE" | cabestan env set {key}`.'],
    words: {
      problem: {
        several: 'plusieurs variables sont nommées, et elle contient une seule valeur',
        empty: 'elle est vide',
        terminal: 'c’est un terminal où personne ne peut être interrogé',
      },
    },
  },
  'usage.pattern': {
    title: [
      '`--grep` ne peut pas chercher « {pattern} » : {reason}.',
      'Ce n’est pas une expression régulière.',
    ],
    next: [
      'Un caractère spécial à chercher tel quel se fait précéder d’une barre oblique inverse : `\\[`, `\\(`, `\\.`.',
    ],
    words: {
      reason: {
        syntax: 'ce n’est pas une expression régulière',
        slow: 'les assertions, les références arrière et les longues répétitions pourraient occuper le serveur sans fin',
      },
    },
  },
  'output.unwritten': {
    title: [
      'Ce que cette commande affiche ne peut pas être écrit : {problem}.',
      'Ce que cette commande affiche ne peut pas être écrit.',
    ],
    next: [
      'Quel disque est plein : `df -h`. Ce qui se trouve déjà dans le fichier est incomplet.',
      'Un déploiement en cours continue sans vous : `cabestan deploy --follow` le rejoint.',
    ],
    words: {
      problem: {
        ENOSPC: 'il n’y a plus de place sur le disque',
        EDQUOT: 'votre part du disque est épuisée',
        EFBIG: 'le fichier deviendrait trop grand',
        EIO: 'le disque ou le terminal est en erreur',
      },
    },
  },
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
