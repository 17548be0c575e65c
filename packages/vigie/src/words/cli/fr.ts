import type { CliWords } from './en.ts'

export const fr: CliWords = {
  help: `Vigie reçoit les erreurs qu’envoient les vrais SDK de Sentry, et les montre. Un processus, un dossier de données.

  vigie serve [--listen ADRESSE:PORT] [--url URL] [--behind-proxy]
                           reçoit les événements et les montre, jusqu’à ce qu’on l’arrête
  vigie invite             un lien par lequel une personne de plus crée son compte
  vigie project NOM        un projet de plus, avec son DSN
  vigie password COURRIEL  un nouveau mot de passe pour qui l’a oublié ; met fin à ses sessions
  vigie backup FICHIER     une copie complète des données, prise sans rien arrêter
  vigie help               ceci

Partout : --data DOSSIER (sinon $VIGIE_DATA, /var/lib/vigie pour root, ou ~/.local/share/vigie).

  --listen ADRESSE:PORT  où elle écoute ; 127.0.0.1:8420 par défaut. Un port seul vaut pour 127.0.0.1
  --url URL              l’adresse par laquelle on l’atteint : elle figure dans les DSN, les courriels, les invitations
  --behind-proxy         nginx ou un autre proxy la précède, et dit qui demande

  vigie serve --listen 127.0.0.1:8420 --url https://erreurs.example.org --behind-proxy`,
  serving: (url) => `Vigie veille à l’adresse ${url}`,
  dsn: (name, dsn) => `  DSN de ${name} : ${dsn}`,
  account: (link) => `  Créez votre compte (le lien sert une fois, pendant trois jours) :\n  ${link}`,
  data: (path) => `  Données : ${path}`,
  stopHint: '  Ctrl+C l’arrête ; rien de ce dont elle a accusé réception n’est perdu.',
  stopping: 'Arrêt : les dernières requêtes reçoivent leur réponse.',
  firstProject: 'Mon application',
  invitation: (link) => `Le lien sert une fois, pendant trois jours : ${link}`,
  project: (name, dsn) => `${name} : ${dsn}`,
  password: (email, password) =>
    `Le nouveau mot de passe de ${email} : ${password}\nIl n’est montré qu’une fois. Connectez-vous et choisissez le vôtre.`,
  backedUp: (file, size) => `${file} : ${size}, complet.`,
  setAside: (path) =>
    `La base était endommagée. Elle est dans ${path} ; Réglages → État dit ce qu’il en est advenu.`,
  failure: {
    usage: (what) => `${what}\nvigie help montre ce qui existe.`,
    unknownCommand: (name) => `Il n’y a pas de commande ${name}.`,
    missing: (what) => `Il manque ${what}.`,
    tooMuch: (word) => `${word} est un mot de trop.`,
    unknownOption: (option) => `Il n’y a pas d’option ${option}.`,
    optionValue: (option) => `${option} attend une valeur, et n’en a pas reçu.`,
    noOptionValue: (option) => `${option} ne prend pas de valeur.`,
    listen: (value) => `--listen attend ADRESSE:PORT, comme 127.0.0.1:8420 ; pas ${value}.`,
    url: (value) => `--url attend une adresse, comme https://erreurs.example.org ; pas ${value}.`,
    port: (where) =>
      `${where} est pris par un autre programme. Choisissez-en un autre : vigie serve --listen 127.0.0.1:8421`,
    address: (where) => `${where} n’est pas une adresse de cette machine, ou demande davantage de droits.`,
    unwritable: (path) =>
      `Impossible d’écrire dans ${path}. Donnez-le à l’utilisateur de Vigie, ou choisissez un autre dossier : --data DOSSIER`,
    inUse: (path) =>
      `Une autre Vigie utilise déjà ${path}. Arrêtez-la, ou choisissez un autre dossier : --data DOSSIER`,
    nothing: (path) =>
      `Il n’y a pas encore de Vigie dans ${path} : vigie serve en commence une. Ou dites où elle est : --data DOSSIER`,
    forbidden: (path) =>
      `Seul un autre utilisateur peut lire ${path}. Lancez la commande sous celui de Vigie : sudo -u UTILISATEUR vigie …`,
    noBackup: (file, why) =>
      `Aucune sauvegarde n’a pu être faite dans ${file} : ${why}. Choisissez un endroit où vous pouvez écrire, et qui a la place pour le tout.`,
    exists: (path) => `${path} existe déjà, et reste tel quel. Choisissez un autre nom.`,
    node: (version) =>
      `Vigie a besoin de Node 24.6 ou plus récent ; celui-ci est Node ${version}. Voir https://nodejs.org`,
    nobody: (email) => `Personne n’a de compte avec ${email}.`,
    damaged: (path) =>
      `La base de ${path} est endommagée : rien ne peut plus y être gardé. Relancez Vigie : elle parcourt le fichier, reprend la dernière bonne copie et ce qui se lit encore, et dit ce qu’il en est advenu.`,
    diskFull: (path) =>
      `Le disque de ${path} est plein : les événements sont refusés ; les clients qui réessaient les renverront. Faites-y de la place.`,
    readOnly: (path) =>
      `${path} est en lecture seule : les événements sont refusés. Cherchez pourquoi dans le journal du noyau, ou donnez ${path} à l’utilisateur de Vigie.`,
    diskFails: (path) =>
      `Le disque de ${path} n’a pas pu écrire : les événements sont refusés. Regardez le journal du noyau, et vos sauvegardes : le disque est peut-être en fin de vie.`,
    tooNew: (path) =>
      `${path} contient une base d’une version plus récente de Vigie, et reste tel quel. Lancez cette version, ou reprenez une sauvegarde plus ancienne.`,
    slug: (slug) => `Il y a déjà un projet ${slug}.`,
    unexpected: (message) => `Un imprévu : ${message}`,
  },
}
