/** On its own, because it is said before the rest of the catalogue can be loaded. */
export const frenchOldNode =
  'Cabestan a besoin de Node {needed} ou plus récent, et c’est Node {current} qui l’a démarré : installez la version actuelle depuis https://nodejs.org, ou avec nvm (`nvm install --lts`).'
export const frenchStopped = 'Arrêté. Rien n’a été changé.'
