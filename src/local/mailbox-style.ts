export const stylesheet = `
* { box-sizing: border-box; }
body { margin: 0; color: #0b0c0c; background: #fff; font: 1.1875rem/1.4 system-ui, Arial, sans-serif; }
header { padding: 0.75rem 1rem; background: #0f3d3e; }
header a { color: #fff; font-weight: 700; text-decoration: none; }
header a:hover { text-decoration: underline; }
main { max-width: 60rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; overflow-wrap: anywhere; }
main:focus { outline: none; }
h1 { margin: 0 0 1rem; font-size: 2rem; line-height: 1.15; }
h2 { margin: 2rem 0 0.75rem; font-size: 1.5rem; }
a { color: #1a65a6; text-underline-offset: 0.15em; }
a:hover { text-decoration-thickness: 3px; }
a:focus, button:focus { color: #0b0c0c; background: #fd0; outline: 3px solid transparent; box-shadow: 0 4px #0b0c0c; }
input:focus { outline: 3px solid #fd0; box-shadow: inset 0 0 0 2px; }
iframe:focus, .text:focus { outline: 3px solid #fd0; }
.skip { position: absolute; left: -999em; padding: 0.5rem; background: #fd0; color: #0b0c0c; }
.skip:focus { left: 0; }
label { display: block; font-weight: 700; }
.hint { margin: 0 0 0.5rem; color: #484949; }
input { width: 100%; max-width: 24rem; min-height: 2.75rem; padding: 0.3rem; border: 2px solid #0b0c0c; font: inherit; }
button { min-height: 2.75rem; margin-top: 0.5rem; padding: 0.3rem 1rem; border: 0; color: #fff; background: #0f7a52; }
button { font: inherit; cursor: pointer; box-shadow: 0 2px #083d29; }
button:hover { background: #0a5c3e; }
.mails { margin: 1rem 0; padding: 0; list-style: none; border-top: 1px solid #b1b4b6; }
.mails li { padding: 0.75rem 0; border-bottom: 1px solid #b1b4b6; }
.mails a { font-weight: 700; }
.mails span, .mails time { display: block; color: #484949; }
nav { display: flex; flex-wrap: wrap; gap: 0.5rem 1.5rem; }
dl { margin: 0; }
dt { font-weight: 700; }
dd { margin: 0 0 0.5rem; }
.text { padding: 1rem; border: 1px solid #b1b4b6; white-space: pre-wrap; }
iframe { width: 100%; height: 32rem; border: 1px solid #b1b4b6; background: #fff; }
@media (min-width: 40rem) {
  dl { display: grid; grid-template-columns: 6rem 1fr; }
  input { width: 24rem; }
  button { margin: 0 0 0 0.5rem; }
}
`;
