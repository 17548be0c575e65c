import type { ApiWords } from './en.ts'

export const fr: ApiWords = {
  unauthorized: {
    message: 'Personne n’est connecté.',
    hint: 'Connectez-vous, ou envoyez un jeton : Authorization: Bearer vigie_…',
  },
  credentials: {
    message: 'Cette adresse et ce mot de passe ne vont pas ensemble.',
    hint: 'Réessayez, ou demandez un nouveau mot de passe sur le serveur : vigie password COURRIEL',
  },
  locked: {
    message: 'Trop de tentatives.',
    hint: 'Attendez aussi longtemps que le dit Retry-After, en secondes.',
  },
  invitation: {
    message: 'Le lien a déjà servi ou est trop ancien.',
    hint: 'vigie invite, sur le serveur, en fait un autre ; toute personne qui a un compte aussi.',
  },
  email: { message: 'Il y a déjà un compte à cette adresse.', hint: 'Connectez-vous avec elle.' },
  password: { message: 'Le mot de passe actuel n’est pas le bon.', hint: 'Tapez-le de nouveau.' },
  slug: { message: 'Un autre projet porte ce nom court.', hint: 'Choisissez-en un autre.' },
  pattern: {
    message: 'Un motif n’est pas une expression régulière, ou sa recherche pourrait durer sans fin.',
    hint: '`pattern` et `trouble` disent lequel et pourquoi.',
  },
  origin: {
    message: 'La requête vient d’un autre site.',
    hint: 'Agissez depuis les pages de Vigie elles-mêmes.',
  },
  host: {
    message: 'Vigie n’est pas connue sous ce nom.',
    hint: 'Lancez-la avec --url et l’adresse que les gens tapent.',
  },
  'read-only': { message: 'Ce jeton ne peut que lire.', hint: 'Faites-en un qui peut écrire.' },
  'not-found': { message: 'Rien ne porte ce nom ou ce numéro.', hint: 'Cela a peut-être été supprimé.' },
  invalid: {
    message: 'La requête n’est pas valable.',
    hint: '`problems` dit ce qui ne va pas, champ par champ.',
  },
  'last-account': {
    message: 'C’est le dernier compte.',
    hint: 'Invitez d’abord quelqu’un : personne ne pourrait plus se connecter.',
  },
  'too-large': { message: 'Le corps est trop grand.', hint: 'Envoyez-en moins à la fois.' },
  overloaded: {
    message: 'Impossible d’écrire dans la base pour le moment, ou trop de choses attendent.',
    hint: 'Réessayez dans un instant.',
  },
  'disk-full': {
    message: 'Le disque du serveur est plein : rien n’a pu être gardé.',
    hint: 'Faites-y de la place ; Vigie continue d’elle-même.',
  },
  'disk-read-only': {
    message: 'Le disque du serveur est en lecture seule : rien n’a pu être gardé.',
    hint: 'Cherchez pourquoi dans le journal du noyau ; rendez-le inscriptible ; Vigie continue d’elle-même.',
  },
  'disk-fails': {
    message: 'Le disque du serveur n’a pas pu écrire : rien n’a pu être gardé.',
    hint: 'Regardez le journal du noyau, et vos sauvegardes : le disque est peut-être en fin de vie.',
  },
  damaged: {
    message: 'La base est endommagée : rien ne peut plus y être gardé.',
    hint: 'Vigie s’arrête ; relancée, elle reprend la dernière bonne copie et ce qui se lit encore.',
  },
  internal: { message: 'Un imprévu est survenu.', hint: 'Le journal du serveur dit lequel.' },
}
