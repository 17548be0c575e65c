import type { repositoryFindings } from '../../../../project/findings/repository.ts'
import type { FindingSentences } from '../../catalogue.ts'

const kinds = {
  'private-key': 'une clé privée',
  aws: 'une clé d’accès d’Amazon (AWS)',
  stripe: 'une clé réelle de Stripe',
  sendgrid: 'une clé de SendGrid',
  mailgun: 'une clé de Mailgun',
  github: 'un jeton de GitHub',
  gitlab: 'un jeton de GitLab',
  slack: 'un jeton de Slack',
  'url-password': 'une adresse avec son mot de passe',
  'database-password': 'le mot de passe d’une base de données',
  'mail-password': 'le mot de passe d’une boîte de courriel',
  'secret-key': 'une SECRET_KEY',
  token: 'un secret',
  'environment-file': 'un secret dans un fichier d’environnement',
}

export const repository: FindingSentences<(typeof repositoryFindings)[number]> = {
  'repository.not-git': {
    title: 'Le projet ne fait partie d’aucun dépôt git.',
    why: 'Une version est un commit : c’est ce qui permet de la nommer, de la comparer et d’y revenir.',
    remedy:
      'Commencez un dépôt : `git init`, `git add .`, `git commit`. Écrivez d’abord dans `.gitignore` ce qui ne doit pas y entrer.',
  },
  'repository.no-commits': {
    title: 'Le dépôt n’a encore aucun commit.',
    why: 'Une version est un commit : c’est ce qui permet de la nommer, de la comparer et d’y revenir.',
    remedy:
      'Faites le premier : `git add .`, `git commit`. Écrivez d’abord dans `.gitignore` ce qui ne doit pas y entrer.',
  },
  'repository.untracked-needed': {
    title: 'Le projet a besoin de fichiers absents de git : {files}.',
    why: 'Ils ne se trouvent que sur cet ordinateur ; sans eux, le projet ne démarre pas sur le serveur.',
    remedy: 'Ajoutez-les : `git add`, `git commit`. Ce qu’ils ont de secret va dans l’environnement.',
  },
  'repository.unknown-work': {
    title: 'Impossible de savoir s’il y a du travail hors de tout commit.',
    why: 'La configuration du dépôt nomme des programmes que git lancerait pour cela, et rien n’est lancé ici.',
    remedy: 'Regardez vous-même : `git status`. Seul ce qui est dans un commit est déployé.',
  },
  'repository.uncommitted': {
    title: 'Modifications absentes de tout commit : {files}.',
    why: 'Une version est faite à partir du commit. Ces modifications ne sont pas déployées.',
    remedy: 'Mettez-les dans un commit, ou gardez-les pour la version suivante.',
  },
  'repository.untracked': {
    title: 'Fichiers inconnus de git : {files}.',
    why: 'Une version est faite à partir du commit. Ces fichiers ne sont pas déployés.',
    remedy: 'Ajoutez-les, ou nommez-les dans `.gitignore`.',
  },
  'repository.detached': {
    title: 'Aucune branche n’est extraite.',
    why: 'Le commit est déployé tout de même, mais ce qui s’y ajoute n’appartient à aucune branche et se perd vite.',
    remedy: 'Passez sur une branche : `git switch BRANCHE`.',
  },
  'repository.no-remote': {
    title: 'Le dépôt n’existe que sur cet ordinateur.',
    why: 'Il est déployé d’ici, ce qui convient ; mais le serveur n’est pas une sauvegarde de son historique.',
    remedy: 'Poussez-le aussi vers la forge de votre choix.',
  },
  'repository.unpushed': {
    title: 'Commits non poussés : {count}.',
    why: 'Ils sont déployés, mais personne d’autre ne les a, et le déploiement d’un collègue les retirerait.',
    remedy: '`git push`',
  },
  'repository.history-unseen': {
    title: 'L’historique n’a pas été fouillé en entier à la recherche de secrets.',
    why: 'Le clone est superficiel, ou l’historique est plus long que le temps d’un contrôle.',
    remedy: 'Pour une recherche complète, il y a des outils faits pour cela, comme gitleaks.',
  },
  'repository.secret': {
    title: [
      '{file}, ligne {line} : {kind} se trouve dans git (`{name}`).',
      '{file}, ligne {line} : {kind} se trouve dans git.',
    ],
    why: 'Quiconque peut lire le dépôt, ou une copie, y a accès ; chaque version le contient aussi.',
    remedy: [
      'Pour le site, il n’y a rien à faire : Cabestan lui crée sa propre clé, à la place de `{replaced}`.',
      "Remplacez ce secret là où il a été émis : il est connu depuis le {date} (commit {commit}). Que les réglages lisent le nouveau, `os.environ['{variable}']`, et donnez-le au serveur par `cabestan env set {variable}` : il reste hors de git.",
      "Remplacez ce secret là où il a été émis. Que les réglages lisent le nouveau, `os.environ['{variable}']`, et donnez-le au serveur par `cabestan env set {variable}` : il reste hors de git.",
      'Remplacez ce secret là où il a été émis : il est connu depuis le {date} (commit {commit}). Lisez le nouveau dans l’environnement, et gardez-le hors de git.',
      'Remplacez ce secret là où il a été émis. Lisez le nouveau dans l’environnement, et gardez-le hors de git.',
    ],
    words: { kind: kinds },
  },
  'repository.secret-in-history': {
    title: [
      '{file} : {kind} se trouve dans l’historique de git (`{name}`, commit {commit}, {date}).',
      '{file} : {kind} se trouve dans l’historique de git (commit {commit}, {date}).',
      '{file} : {kind} se trouve dans l’historique de git.',
    ],
    why: 'Les fichiers n’en gardent plus trace, mais quiconque a une copie du dépôt y a encore accès.',
    remedy:
      'Si ce secret sert encore quelque part, remplacez-le. Réécrire l’historique ne le reprend à personne.',
    words: { kind: kinds },
  },
  'repository.large-file': {
    title: 'Fichiers de plus de 50 Mo : {files}.',
    why: 'Chaque version en contient une copie, et chaque clone, tous leurs états.',
    remedy: 'Gardez données et médias hors de git, dans `media/` ou `data/` sur le serveur.',
  },
  'repository.large': {
    title: 'Les fichiers du projet font {megabytes} Mo en tout.',
    why: 'Chaque version en contient une copie.',
    remedy: 'Gardez données et médias hors de git, dans `media/` ou `data/` sur le serveur.',
  },
  'repository.merge-marks': {
    title: 'Les marques d’une fusion que git n’a pas pu finir sont restées dans : {files}.',
    why: '`<<<<<<<`, `=======` et `>>>>>>>` ne sont ni du Python ni des paquets : ce qui lit un tel fichier s’arrête là.',
    remedy:
      'Gardez l’une des deux versions, ou les deux, retirez les trois marques, puis faites un commit. `grep -rn "^<<<<<<< " .` les trouve.',
  },
  'repository.line-endings': {
    title: 'Scripts avec les fins de ligne de Windows : {files}.',
    why: 'Linux cherche un interpréteur dont le nom finit par un retour chariot, et n’en trouve pas.',
    remedy:
      'Écrivez `* text=auto eol=lf` dans `.gitattributes`, puis `git add --renormalize .` et un commit. Cabestan lui-même ne lance pas de script de cette façon.',
  },
  'repository.windows-names': {
    title: 'Noms de gabarits que seul Windows trouve : {files}.',
    why: 'Sur le serveur, une barre oblique inverse est un caractère comme un autre, et de même un point ou une espace à la fin : Django ne trouve pas ce fichier, et la page finit par une erreur.',
    remedy:
      'Écrivez-les avec des barres obliques, et sans rien après la dernière lettre (`shop/index.html`), ce que Windows accepte aussi, puis faites un commit.',
  },
  'repository.case-clash': {
    title: 'Noms qui ne diffèrent que par des majuscules : {files}.',
    why: 'macOS et Windows n’en gardent qu’un : ce qui y tourne n’est pas ce qui tourne sur le serveur.',
    remedy: 'Renommez ou supprimez-en un de chaque : `git mv`, `git rm --cached`.',
  },
  'repository.lfs': {
    title: 'Fichiers que git-lfs garde hors du dépôt : {files}.',
    why: 'Le commit ne contient que leurs pointeurs. Une version prend leurs contenus sur cet ordinateur, où ils doivent être.',
    remedy: '`git lfs fetch` rapporte ceux qui manquent.',
  },
  'repository.submodule-unread': {
    title: 'Sous-modules qui ne sont pas extraits ici : {files}.',
    why: 'Leurs fichiers n’ont pas pu être lus. Une version les prend sur cet ordinateur, et est refusée sans ceux que nomme `.gitmodules`.',
    remedy: '`git submodule update --init --recursive`, ou `git rm` pour ceux dont personne n’a plus besoin.',
  },
  'repository.submodule-spare': {
    title: 'Une version se passe des sous-modules qui ne sont pas extraits ici : {files}.',
    why: 'D’après leur nom, ils ne font pas partie du site, et aucun code ne les demande : des dossiers vides en tiennent lieu.',
    remedy: 'Rien à faire. Si le site en a besoin malgré tout : `git submodule update --init --recursive`.',
  },
  'repository.installed': {
    title: 'Des paquets installés se trouvent dans git : {files}.',
    why: 'Faits pour un autre ordinateur, ils alourdissent chaque version sans servir : le serveur installe les siens.',
    remedy:
      '`git rm -r --cached` les retire de git et les laisse sur cet ordinateur ; nommez-les ensuite dans `.gitignore`.',
  },
  'repository.compiled': {
    title: 'Des fichiers compilés par Python se trouvent dans git : {files}.',
    why: 'Ils changent à chaque démarrage et avec chaque Python, et ne servent à rien sur le serveur.',
    remedy: '`git rm -r --cached` les retire ; écrivez ensuite `__pycache__/` dans `.gitignore`.',
  },
  'repository.truncated': {
    title: 'Il y a plus de fichiers qu’il n’en a été lu ; le dernier est {files}.',
    why: 'Ce que contiennent les autres n’est pas connu : une réponse peut être fausse.',
    remedy:
      'Nommez le dossier du projet dans `cabestan.yaml` (`directory:`), et gardez les données hors de git.',
  },
  'repository.no-home': {
    title: 'Il n’y a pas de dossier {path} dans git.',
    why: '`web.home` le nomme dans `cabestan.yaml`, et nginx n’aurait rien à montrer.',
    remedy: 'Corrigez le chemin, qui part de la racine du dépôt, ou committez ce qu’il contient.',
  },
}
