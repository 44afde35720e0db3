/** How far from its date a reminder is, in words; what has waited since a date is so many days on. */
export function stepInWords(step: number, escalation = false): string {
  const days = `${Math.abs(step)} ${Math.abs(step) === 1 ? 'day' : 'days'}`;
  if (escalation) return `${days} overdue, for the program lead`;
  if (step === 0) return 'On the day';
  return step < 0 ? `${days} before` : `${days} after`;
}
