import fc from 'fast-check';
import { wordChanges } from './word-changes';

const shown = (before: string, now: string): string =>
  wordChanges(before, now)
    .map(({ kind, text }) => (kind === 'same' ? text : kind === 'gone' ? `[-${text}-]` : `[+${text}+]`))
    .join('');

describe('what changed in a text', () => {
  it.each([
    ['Your report is due.', 'Your report is due.', 'Your report is due.'],
    ['Your report is due.', 'Your final report is due.', 'Your [+final +]report is due.'],
    ['Due by {{due}}.', 'Due by {{dueDay}}.', 'Due by [-{{due}}-][+{{dueDay}}+].'],
    ['', 'New words', '[+New words+]'],
    ['Old words', '', '[-Old words-]'],
    ['{', '{{', '{[+{+]'],
    ['Ended: {{title}}', 'Ended for good: {{title}}', 'Ended[+ for good+]: {{title}}'],
    ['write to us.', 'call the fund.', '[-write to us-][+call the fund+].'],
  ])('%j → %j', (before, now, changes) => {
    expect(shown(before, now)).toBe(changes);
  });

  it('loses no letter of either text', () => {
    const words = fc.array(fc.constantFrom('a', 'b ', '\n\n', '{{c}}', '{', '😀', 'مرحبا '), { maxLength: 30 });
    fc.assert(
      fc.property(words, words, (one, other) => {
        const [before, now] = [one.join(''), other.join('')];
        const pieces = wordChanges(before, now);
        const text = (left: string): string =>
          pieces
            .filter(({ kind }) => kind !== left)
            .map((piece) => piece.text)
            .join('');
        expect([text('new'), text('gone')]).toEqual([before, now]);
      }),
    );
  });

  it('takes two long texts that have nothing in common as two wholes', () => {
    const [before, now] = ['a '.repeat(5000), 'b '.repeat(5000)];
    expect(wordChanges(before, now).map(({ kind }) => kind)).toEqual(['gone', 'new', 'same']);
  });
});
