// Une réservation ne part qu'une fois, même si l'on clique deux fois.
for (const form of document.querySelectorAll('form[method=post]')) {
  form.addEventListener('submit', () => {
    form.querySelector('button').disabled = true
  })
}

// Revenir en arrière rend le bouton : le navigateur peut avoir gardé la page telle quelle.
addEventListener('pageshow', () => {
  for (const button of document.querySelectorAll('button:disabled')) button.disabled = false
})
