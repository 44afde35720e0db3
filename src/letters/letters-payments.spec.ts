import type { Reader } from './letter';
import { paymentLetters } from './letters-payments';

const instalment = {
  ...{ awardId: 'a', instalmentId: 'i', title: 'Heat', leadId: 'oslo', number: 3, amountCents: 500_000 },
  ...{ currency: 'USD', reason: 'The project company is dissolved.' },
};

const reader: Reader = {
  ...{ id: 's', name: 'Siri', email: 'siri@oslo.example', organisation: 'Oslo', timeZone: 'Europe/Oslo' },
  role: 'city',
  cityRight: 'signatory',
};

test.each([
  ['instalment.dropped', 'Instalment 3 is not planned any more: Heat', ['$5,000.00']],
  ['instalment.given_up', 'Instalment 3 will not be paid: Heat', ['$5,000.00', 'The project company is dissolved.']],
] as const)('%s tells the city what is not paid', (event, subject, told) => {
  const [letter] = [paymentLetters[event]].flat();
  if (!letter) throw new Error('There is no letter.');
  expect(letter.subject(instalment)).toBe(subject);
  const text = JSON.stringify(letter.lines(instalment, reader));
  for (const part of told) expect(text).toContain(part);
});
