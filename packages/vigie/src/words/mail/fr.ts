import type { MailWords } from './en.ts'

export const fr: MailWords = {
  new: 'nouveau',
  regression: 'de retour',
  oneNew: (project, title) => `[${project}] ${title}`,
  oneBack: (project, title) => `[${project}] De retour : ${title}`,
  many: (project, count) => `[${project}] ${count} problèmes, nouveaux ou de retour`,
  severalProjects: (count) => `${count} problèmes, nouveaux ou de retour`,
  together: 'Beaucoup sont venus à la fois : ils tiennent en un courriel.',
  more: (count) => `… et ${count} de plus`,
  all: 'Tous',
  where: 'Dans',
  level: 'Niveau',
  release: 'Version',
  environment: 'Environnement',
  seen: 'Vu d’abord',
  events: (count) => (count <= 1 ? `${count} événement` : `${count} événements`),
  open: 'Le regarder',
  why: (url) => `Vous recevez ceci parce que votre compte le demande. Pour l’arrêter : ${url}`,
  test: {
    subject: 'Vigie peut envoyer des courriels',
    text: 'Voici le courriel que vous avez demandé. Les nouveaux problèmes viendront de même.',
  },
}
