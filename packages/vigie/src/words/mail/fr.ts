import type { MailWords } from './en.ts'

export const fr: MailWords = {
  new: 'nouveau',
  regression: 'de retour',
  oneNew: (project, title) => `[${project}] ${title}`,
  oneBack: (project, title) => `[${project}] De retour : ${title}`,
  many: (project, count) => `[${project}] ${count} problèmes, nouveaux ou de retour`,
  severalProjects: (count) => `${count} problèmes, nouveaux ou de retour`,
  together: 'Beaucoup sont venus à la fois : ils tiennent en un courriel.',
  more: (count) => `… et ${count} de plus`,
  all: 'Tous',
  where: 'Dans',
  fact: (name, value) => `${name} : ${value}`,
  level: 'Niveau',
  levels: {
    fatal: 'fatal',
    error: 'erreur',
    warning: 'avertissement',
    info: 'information',
    debug: 'débogage',
  },
  release: 'Version',
  environment: 'Environnement',
  seen: 'Première fois',
  events: (count) => (count <= 1 ? `${count} événement` : `${count} événements`),
  open: 'Voir le problème',
  why: (url) => `Vous recevez ceci parce que votre compte le demande. Pour l’arrêter : ${url}`,
  heldBack: (count) =>
    count < 2
      ? 'L’un d’eux a attendu, pour que vous n’ayez pas trop de courriels en une heure.'
      : `${count} d’entre eux ont attendu, pour que vous n’ayez pas trop de courriels en une heure.`,
  stack: 'Le plus interne en premier',
  request: 'Requête',
  server: 'Serveur',
  test: {
    subject: 'Vigie peut envoyer des courriels',
    text: 'Voici le courriel que vous avez demandé. Les nouveaux problèmes arriveront de même.',
  },
  trouble: {
    'not-set': () => 'Aucun serveur de courriel n’est réglé.',
    host: (said) => `Le nom du serveur de courriel est inconnu : vérifiez son orthographe. (${said})`,
    refused: (said) =>
      `Rien n’écoute sur ce port du serveur de courriel : vérifiez le port et le pare-feu. (${said})`,
    timeout: (said) =>
      `Le serveur de courriel ne répond pas. La cause peut être un mauvais port ou un pare-feu ; beaucoup d’hébergeurs ferment le port 25. (${said})`,
    certificate: (said) =>
      `Le certificat du serveur de courriel n’est pas digne de confiance : il est périmé, auto-signé, ou établi à un autre nom. (${said})`,
    tls: (said) =>
      `La connexion n’a pas pu être chiffrée comme demandé. Le port 465 va avec TLS, le port 587 avec STARTTLS. (${said})`,
    login: (said) => `Le serveur de courriel refuse le nom d’utilisateur et le mot de passe. (${said})`,
    sender: (said) => `Le serveur de courriel refuse l’adresse de l’expéditeur. (${said})`,
    recipient: (said) => `Le serveur de courriel refuse l’adresse du destinataire. (${said})`,
    message: (said) => `Le serveur de courriel refuse le courriel. (${said})`,
    dropped: (said) => `Le serveur de courriel a raccroché au milieu de la conversation. (${said})`,
    other: (said) => `Le courriel n’a pas pu être envoyé. (${said})`,
  },
}
