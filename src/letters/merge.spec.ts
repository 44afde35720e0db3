import { faults, fill, type Line, paragraphs } from './merge';

const fields = ['title', 'due', 'reason', 'amount', 'organisation', 'body', 'head'];

describe('what is wrong with a text', () => {
  it.each<[string, string[]]>([
    ['Report due by {{due}}: {{ title }}', []],
    ['A brace { alone, or } alone, is a sign like others', []],
    ['{{titel}}', ['“{{titel}}” is not a field of this letter. Did you mean “{{title}}”?']],
    ['{{organization}}', ['“{{organization}}” is not a field of this letter. Did you mean “{{organisation}}”?']],
    ['{{weather}} {{weather}}', ['“{{weather}}” is not a field of this letter.']],
    ['Dear {{title', ['“{{title” is opened with “{{” and not closed with “}}”.']],
    ['{{due}} and {{title} and more', ['“{{title} and more” is opened with “{{” and not closed with “}}”.']],
    ['{{due}} and title}}', ['A “}}” stands where no field was opened with “{{”.']],
    [
      '{{title.constructor("x")}}',
      [
        '“{{title.constructor("x")}}” is more than a field. Only plain fields such as “{{title}}” can stand in a letter.',
      ],
    ],
    ['{{title.length}}', [expect.stringContaining('“{{title.length}}” is more than a field.') as unknown as string]],
    ['{{}}', [expect.stringContaining('“{{}}” is more than a field.') as unknown as string]],
    ['{{constructor}}', ['“{{constructor}}” is not a field of this letter.']],
    ['{{__proto__}}', ['“{{__proto__}}” is not a field of this letter.']],
  ])('%s', (text, expected) => {
    expect(faults(text, fields)).toEqual(expected);
  });

  it.each([
    '{{{title}}}',
    '{{&title}}',
    '{{#title}}x{{/title}}',
    '{{^title}}x',
    '{{> title}}',
    '{{! note }}',
    '{{=<% %>=}}',
  ])('%s would be worked out, and is refused', (text) => {
    expect(faults(text, fields)[0]).toContain('is more than a field. Only plain fields');
  });

  it('is told all at once', () => {
    expect(faults('{{titel}} {{dua}} }}', fields)).toEqual([
      '“{{titel}}” is not a field of this letter. Did you mean “{{title}}”?',
      '“{{dua}}” is not a field of this letter. Did you mean “{{due}}”?',
      'A “}}” stands where no field was opened with “{{”.',
    ]);
  });

  it('is found at once in a text made to be slow', () => {
    const begun = performance.now();
    for (const text of ['{{'.repeat(5_000), '{{{'.repeat(5_000), '{{a}} '.repeat(5_000), '}'.repeat(20_000)])
      expect(faults(text, fields).length).toBeGreaterThan(0);
    expect(performance.now() - begun).toBeLessThan(2_000);
  });
});

describe('a line', () => {
  it.each<[string, Record<string, string>, string]>([
    ['Due by {{due}}: {{title}}', { due: '30 November', title: 'Heat' }, 'Due by 30 November: Heat'],
    ['Due: {{title}}', { title: '{{due}} {{{x}}}', due: 'never' }, 'Due: {{due}} {{{x}}}'],
    ['Due: {{title}}', { title: 'Heat\r\nBcc: evil@example.org' }, 'Due: Heat Bcc: evil@example.org'],
    ['Due: {{title}}', { title: '$& $1 – ,' }, 'Due: $& $1 – ,'],
    ['Due by {{due}}: {{title}}', { due: '30 November', title: '' }, 'Due by 30 November'],
    ['{{title}}, {{due}}: {{amount}}', { title: 'Heat', due: '', amount: '$1' }, 'Heat: $1'],
    ['<{{title}}>', { title: '<b>' }, '<<b>>'],
  ])('%s', (text, values, expected) => {
    expect(fill(text, values)).toBe(expected);
  });
});

describe('a body', () => {
  it.each<[string, string, Record<string, string>, Line[]]>([
    [
      'parts paragraphs at empty lines',
      'One.\r\n \r\nTwo,\nstill two.\n\n\n\nThree.',
      {},
      ['One.', 'Two,\nstill two.', 'Three.'],
    ],
    [
      'sets words of others apart, with their lines',
      'It was returned. The reason given:\n\n{{reason}}',
      { reason: 'No.\nNot yet.' },
      ['It was returned. The reason given:', { quote: 'No.\nNot yet.' }],
    ],
    [
      'introduces no reason that is not there',
      'It was returned. The reason given:\n\n{{reason}}\n\nBye.',
      { reason: '' },
      ['It was returned.', 'Bye.'],
    ],
    [
      'ends a sentence that would introduce nothing',
      'This is changed:\n\n{{reason}}',
      { reason: '' },
      ['This is changed.'],
    ],
    [
      'leaves out a sentence whose field is empty',
      'It is due. It costs {{amount}}. Bye.',
      { amount: '' },
      ['It is due. Bye.'],
    ],
    ['leaves out a paragraph whose field is empty', 'It costs {{amount}}.\n\nBye.', { amount: '' }, ['Bye.']],
    [
      'keeps a value on its line',
      'It is “{{title}}”.',
      { title: 'Heat\n\nSign in at once' },
      ['It is “Heat Sign in at once”.'],
    ],
    [
      'does not read a value',
      'It is “{{title}}”.',
      { title: '{{amount}} {{#x}}', amount: '$1' },
      ['It is “{{amount}} {{#x}}”.'],
    ],
    [
      'takes a whole text with its paragraphs',
      '{{body}}',
      { body: 'One.\n\nTwo {{title}}.' },
      ['One.', 'Two {{title}}.'],
    ],
    ['lets a plain field stand alone', '{{head}}', { head: 'abab' }, ['abab']],
  ])('%s', (_, body, values, expected) => {
    expect(paragraphs(body, values)).toEqual(expected);
  });
});
