import { oneLine } from './fields';
import type { Audience, LetterKind, Reader } from './letter';
import { instant } from './words';

interface Kept {
  kind: LetterKind;
  why?: string;
}

/** Why the reader gets a letter, when the next one comes, and whether it can be switched off. */
export function footOf(letter: Kept, audience: Audience, reader: Reader, nextAt: Date | null): string[] {
  const next = `As long as this is open, we remind you again on ${instant(nextAt ?? new Date(0), reader.timeZone)}.`;
  const optional = 'You can switch letters of this kind off on your account page.';
  return [
    ...(nextAt ? [next] : []),
    letter.why ?? why(audience, reader),
    ...(letter.kind === 'notice' || letter.kind === 'call' ? [optional] : []),
  ];
}

function why(audience: Audience, { role, organisation }: Reader): string {
  if ('person' in audience)
    return 'You get this letter because it is about something that was asked of you, or by you.';
  if (role !== 'city') return 'You get this letter because you work for the fund.';
  return `You get this letter because you act for ${oneLine(organisation ?? 'your city')} in the Innovation Fund.`;
}
