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

/** The hundredths in an amount as people type it, or 0 while it is not one. */
function hundredths(typed) {
  const plain = typed.replaceAll(/[,\s]/g, '');
  const [, whole, part = ''] = /^(\d{1,13})(?:\.(\d{0,2}))?$/.exec(plain) ?? [];
  return whole === undefined ? 0n : BigInt(whole + part.padEnd(2, '0'));
}

function amount(total) {
  const digits = String(total).padStart(3, '0');
  const whole = digits.slice(0, -2).replaceAll(/\B(?=(\d{3})+$)/g, ',');
  return `${whole}.${digits.slice(-2)}`;
}

/** Keeps a total beside the fields that it sums. */
function addUp(output) {
  const fields = () => document.querySelectorAll(`[data-sum="${CSS.escape(output.dataset.sumOf)}"]`);
  const show = () => {
    const total = [...fields()].reduce((sum, field) => sum + hundredths(field.value), 0n);
    output.textContent = (output.dataset.prefix ?? '') + amount(total);
  };
  document.addEventListener('input', (event) => {
    if (event.target.dataset.sum === output.dataset.sumOf) show();
  });
}

document.querySelectorAll('form[method="post"]').forEach(sendOnce);
document.querySelectorAll('form[data-guard]').forEach(guard);
document.querySelectorAll('[data-sum-of]').forEach(addUp);
