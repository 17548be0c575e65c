import type { FailureSentences } from '../catalogue.ts'

const argumentWords = {
  KEY: 'CLÉ',
  'on|off': 'on ou off',
  NUMBER: 'NUMÉRO',
  PROCESS: 'PROCESSUS',
  'PROCESS=N': 'PROCESSUS=N',
  '-- COMMAND': 'la commande à lancer',
}

export const failuresOfUsage = {
  'usage.command': {
    title: ['Il n’y a pas de commande « {word} ».', 'Cette commande n’existe pas.'],
    next: ['Vouliez-vous dire `cabestan {nearest}` ?', 'Toutes les commandes : `{help}`.'],
  },
  'usage.command-missing': {
    title: ['Il n’y a pas de commande dans `cabestan {typed}`.', 'Il manque la commande.'],
    next: [
      '« {taken} » a été pris pour la valeur de `{option}`, qui le précède.',
      'Peut-être `cabestan status {example}`, `cabestan plan {example}` ou `cabestan deploy {example}` ?',
      'Toutes les commandes : `{help}`.',
    ],
  },
  'usage.environment': {
    title: ['« {word} » est un environnement de cabestan.yaml.', 'C’est un environnement.'],
    next: [
      'Un environnement se choisit par `-e` : tapez `-e {word}` au lieu de `{word}`.',
      'Si c’est le commit de ce nom, dites pour quel environnement : `-e {environment} {word}`.',
    ],
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
} satisfies Partial<FailureSentences>
