import type { FailureSentences } from '../catalogue.ts'
import { configuration } from './configuration.ts'

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
  'output.file': {
    title: [
      '{path} ne peut pas être écrit : {problem}.',
      '{path} ne peut pas être écrit.',
      'Un fichier ne peut pas être écrit.',
    ],
    next: ['Remédiez-y, ou indiquez un autre endroit.'],
    words: {
      problem: {
        ENOENT: 'son dossier n’existe pas',
        ENOTDIR: 'une partie de son chemin n’est pas un dossier',
        EEXIST: 'quelqu’un l’a créé entre-temps',
        EISDIR: 'c’est un dossier',
        EACCES: 'vous n’avez pas le droit d’y écrire',
        EPERM: 'vous n’avez pas le droit d’y écrire',
        EROFS: 'ce disque est en lecture seule',
        ENOSPC: 'il n’y a plus de place sur le disque',
        EDQUOT: 'votre part du disque est épuisée',
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
} satisfies Partial<FailureSentences>
