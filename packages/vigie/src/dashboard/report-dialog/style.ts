/** Uses the system's colours in light and dark, because it may appear on any page. */
export const style = `
:host { all: initial }
dialog {
  box-sizing: border-box; width: min(30rem, calc(100vw - 24px)); max-height: calc(100dvh - 24px); overflow: auto;
  padding: 24px; border: 1px solid light-dark(#c3ccd3, #3a4a57); border-radius: 8px;
  color-scheme: light dark; color: light-dark(#17242e, #e4ebf0); background: light-dark(#fff, #151e26);
  font: 16px/1.5 system-ui, sans-serif;
}
dialog::backdrop { background: rgb(10 20 30 / 55%) }
h1 { margin: 0 0 4px; font-size: 1.25rem; line-height: 1.3 }
p { margin: 0 0 16px; color: light-dark(#576773, #93a4b1) }
p[role] { color: inherit }
p[role]:empty { display: none }
label { display: block; margin-bottom: 12px; font-weight: 600 }
input, textarea {
  box-sizing: border-box; display: block; width: 100%; margin-top: 4px; padding: 8px 10px; resize: vertical;
  border: 1px solid light-dark(#8a97a1, #5a6c7a); border-radius: 6px;
  color: inherit; background: light-dark(#fff, #0e151b); font: inherit; font-weight: 400;
}
div { display: flex; flex-wrap: wrap; justify-content: flex-end; gap: 8px }
button {
  padding: 8px 16px; border: 1px solid light-dark(#8a97a1, #5a6c7a); border-radius: 6px;
  color: inherit; background: none; font: inherit; font-weight: 600; cursor: pointer;
}
button.main { border-color: transparent; color: light-dark(#fff, #06202c); background: light-dark(#0f5675, #6cc0de) }
button:disabled { opacity: 0.5 }
:focus-visible { outline: 2px solid light-dark(#0f5675, #6cc0de); outline-offset: 2px }
`
