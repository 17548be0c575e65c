import type { shell as english } from '../en/shell.ts'
import type { PageWords } from '../en.ts'

const keys: PageWords['keys']['list'] = [
  ['j / k', 'problème suivant / précédent ; dans un problème : événement plus ancien / plus récent'],
  ['Entrée', 'ouvrir le problème'],
  ['x', 'le sélectionner'],
  ['r', 'résoudre'],
  ['m', 'mettre en sourdine'],
  ['u', 'retour à la liste'],
  ['/', 'chercher'],
  ['?', 'cette aide'],
]

export const shell: typeof english = {
  skip: 'Aller au contenu',
  navigation: 'Navigation principale',
  crumbs: 'Où vous êtes',
  nowhere: 'Il n’y a rien à cette adresse',
  loading: 'Chargement…',
  retry: 'Réessayer',
  save: 'Enregistrer',
  saved: 'Enregistré.',
  cancel: 'Annuler',
  close: 'Fermer',
  undo: 'Annuler',
  undone: 'Annulé.',
  copy: 'Copier',
  copyDsn: 'Copier le DSN',
  copiedShort: 'Copié',
  copied: (what) => `Copié : ${what}.`,
  notCopied: 'Le navigateur n’a pas permis la copie : sélectionnez le texte et copiez-le à la main.',
  empty: '(vide)',
  showAll: (characters) => `tout montrer (${characters} caractères)`,
  andMore: (number) => `et ${number} de plus`,
  theme: {
    title: 'Apparence',
    is: (theme) => `Apparence : ${theme}`,
    system: 'celle du système',
    light: 'claire',
    dark: 'sombre',
  },
  keys: { title: 'Raccourcis clavier', list: keys },
  failures: {
    unreachable:
      'Le serveur n’a pas répondu. Vérifiez que Vigie tourne et que vous êtes en ligne, puis réessayez.',
    other: (status, code) => `Le serveur a refusé (${status}, ${code}). Son journal dit pourquoi.`,
    lockedFor: (seconds) =>
      seconds < 90
        ? `Trop d’essais. Réessayez dans ${seconds} seconde${seconds < 2 ? '' : 's'}.`
        : `Trop d’essais. Réessayez dans ${Math.ceil(seconds / 60)} minutes.`,
    pattern: (pattern) =>
      `Ce motif n’est pas une expression régulière, ou pourrait prendre un temps infini : ${pattern}`,
    fields: (fields) => `Quelque chose n’est pas rempli comme il faut : ${fields}.`,
    codes: {
      unauthorized: 'Vous êtes déconnecté : reconnectez-vous.',
      credentials:
        'Cette adresse et ce mot de passe ne vont pas ensemble. Oublié ? `vigie password COURRIEL` sur le serveur en crée un nouveau.',
      locked: 'Trop d’essais. Attendez un peu, puis réessayez.',
      invitation:
        'Cette invitation a déjà servi ou est trop ancienne. Demandez-en une autre : `vigie invite` sur le serveur en fait une.',
      email: 'Un compte a déjà cette adresse.',
      password: 'Le mot de passe actuel n’est pas le bon.',
      slug: 'Un autre projet porte ce nom court.',
      'not-found': 'Cela n’existe plus.',
      pattern: 'Un motif n’est pas une expression régulière, ou pourrait prendre un temps infini.',
      origin: 'La requête venait d’un autre site. Ouvrez Vigie dans son propre onglet et réessayez.',
      'read-only': 'Ce jeton ne permet que de lire.',
      invalid: 'Quelque chose n’est pas rempli comme il faut.',
      'too-large': 'C’est trop grand.',
      internal: 'Un imprévu est survenu. Le journal du serveur dit lequel.',
      host: 'Cette adresse n’est pas celle de Vigie : ouvrez-la par celle avec laquelle elle a démarré (--url).',
      'last-account': 'C’est le dernier compte : plus personne ne pourrait se connecter.',
      overloaded: 'Le serveur a trop à faire en ce moment. Réessayez dans un instant.',
      'disk-full': 'Le disque du serveur est plein : rien n’a été gardé. Faites de la place, puis réessayez.',
      'disk-read-only':
        'Le disque du serveur est en lecture seule : rien n’a été gardé. Regardez le journal du noyau.',
      'disk-fails':
        'Le disque du serveur n’a pas pu écrire : rien n’a été gardé. Regardez le journal du noyau, et vos sauvegardes.',
      damaged: 'La base est endommagée : rien n’a été gardé. Vigie la répare quand on la relance.',
    },
  },
}
