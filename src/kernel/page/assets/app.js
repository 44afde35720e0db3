// Nothing here is required: it spares double sending, lost words and mental arithmetic.
import { initAll } from '/assets/govuk-frontend.min.js';

document.body.classList.add('js-enabled', 'govuk-frontend-supported');
initAll();

/** A form that is on its way is not sent again; coming back to the page frees it. */
function sendOnce(form) {
  form.addEventListener('submit', (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = 'true';
  });
  window.addEventListener('pageshow', () => delete form.dataset.sent);
}

/** Warns before words that were typed and not sent are left behind. */
function guard(form) {
  let changed = false;
  form.addEventListener('input', () => (changed = true));
  form.addEventListener('submit', () => (changed = false));
  window.addEventListener('beforeunload', (event) => {
    if (changed) event.preventDefault();
  });
}

/** The minor units in an amount as people type it, or 0 while it is not one; yen have no decimals, dinars three. */
function minorUnits(typed, decimals) {
  const plain = typed.replaceAll(/[,\s]/g, '');
  const [, whole, part = ''] = /^(\d{1,13})(?:\.(\d*))?$/.exec(plain) ?? [];
  return whole === undefined || part.length > decimals ? 0n : BigInt(whole + part.padEnd(decimals, '0'));
}

function amount(total, decimals) {
  const digits = String(total).padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals).replaceAll(/\B(?=(\d{3})+$)/g, ',');
  return decimals === 0 ? whole : `${whole}.${digits.slice(-decimals)}`;
}

/** Keeps a total beside the fields that it sums. */
function addUp(output) {
  const fields = () => document.querySelectorAll(`[data-sum="${CSS.escape(output.dataset.sumOf)}"]`);
  const show = () => {
    const decimals = Number(output.dataset.decimals);
    const total = [...fields()].reduce((sum, field) => sum + minorUnits(field.value, decimals), 0n);
    output.textContent = `${output.dataset.currency} ${amount(total, decimals)}`;
  };
  document.addEventListener('input', (event) => {
    if (event.target.dataset.sum === output.dataset.sumOf) show();
  });
}

/** Keeps a preview up with what is typed: the page is asked as its button asks it, and its parts that show the preview are taken over. */
function follow(form) {
  let waiting;
  let asking;
  const show = async () => {
    asking?.abort();
    asking = new AbortController();
    const body = new URLSearchParams(new FormData(form));
    const answer = await fetch(form.dataset.live, { method: 'POST', body, signal: asking.signal });
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    for (const part of document.querySelectorAll('[data-live-part]')) {
      const next = page.getElementById(part.id);
      if (next) part.replaceWith(document.adoptNode(next));
    }
  };
  form.addEventListener('input', () => {
    clearTimeout(waiting);
    // What is typed on makes an answer worthless, and without one the button is still there.
    waiting = setTimeout(() => show().catch(() => undefined), 400);
  });
}

document.querySelectorAll('form[method="post"]').forEach(sendOnce);
document.querySelectorAll('form[data-guard]').forEach(guard);
document.querySelectorAll('form[data-live]').forEach(follow);
document.querySelectorAll('[data-sum-of]').forEach(addUp);
