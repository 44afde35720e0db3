/**
 * Letters that do not come apart into a Latin one and its marks, as people who speak these languages write them in plain Latin ones.
 * Greek by ISO 843, Cyrillic by common use (Ukrainian i and Russian i alike).
 */
const letters: Record<string, string> = {
  ...{
    ß: 'ss',
    ẞ: 'SS',
    æ: 'ae',
    Æ: 'AE',
    œ: 'oe',
    Œ: 'OE',
    ø: 'o',
    Ø: 'O',
    đ: 'd',
    Đ: 'D',
    ð: 'd',
    Ð: 'D',
    þ: 'th',
    Þ: 'Th',
  },
  ...{
    ł: 'l',
    Ł: 'L',
    ħ: 'h',
    Ħ: 'H',
    ı: 'i',
    ŋ: 'ng',
    Ŋ: 'Ng',
    ə: 'a',
    Ə: 'A',
    ĸ: 'k',
    ŧ: 't',
    Ŧ: 'T',
    ſ: 's',
    ƒ: 'f',
    ŉ: "'n",
  },
  ...{
    '&': '+',
    _: '-',
    '‐': '-',
    '‑': '-',
    '–': '-',
    '—': '-',
    '−': '-',
    '’': "'",
    '‘': "'",
    '“': "'",
    '”': "'",
    '"': "'",
    '„': "'",
  },
  ...{
    '`': "'",
    '´': "'",
    ʼ: "'",
    ʻ: "'",
    '«': "'",
    '»': "'",
    ';': ',',
    '[': '(',
    ']': ')',
    '{': '(',
    '}': ')',
    '@': '(at)',
    '…': '...',
  },
  ...{
    '€': 'EUR',
    '£': 'GBP',
    '¥': 'JPY',
    $: 'USD',
    '%': '(pct)',
    '№': 'No',
    '·': '.',
    '•': '-',
    '|': '/',
    '\\': '/',
    '=': '-',
    '~': '-',
    '*': '.',
  },
  ...pairs('αβγδεζηθικλμνξοπρστυφχψω', 'a v g d e z i th i k l m n x o p r s t y f ch ps o'),
  ...{ ς: 's' },
  ...pairs(
    'абвгдежзийклмнопрстуфхцчшщъыьэюя',
    "a b v g d e zh z i y k l m n o p r s t u f kh ts ch sh shch ' y ' e yu ya",
  ),
  ...{
    і: 'i',
    І: 'I',
    ї: 'yi',
    Ї: 'Yi',
    є: 'ye',
    Є: 'Ye',
    ґ: 'g',
    Ґ: 'G',
    ђ: 'dj',
    Ђ: 'Dj',
    ј: 'j',
    Ј: 'J',
    љ: 'lj',
    Љ: 'Lj',
    њ: 'nj',
    Њ: 'Nj',
  },
  ...{ ћ: 'c', Ћ: 'C', џ: 'dz', Џ: 'Dz', ѓ: 'g', ќ: 'k' },
};

function pairs(from: string, to: string): Record<string, string> {
  const latin = to.split(' ');
  return Object.fromEntries(
    [...from].flatMap((letter, i) => {
      const plain = latin[i] ?? '';
      return [
        [letter, plain],
        [letter.toUpperCase(), plain.charAt(0).toUpperCase() + plain.slice(1)],
      ];
    }),
  );
}

const allowed = /^[A-Za-z0-9/\-?:().,'+ ]*$/;

/**
 * The same text in the signs that every bank takes (the Latin set of SEPA), readable still; what has no Latin writing becomes a point.
 * @param most how long it may be
 */
export function bankText(text: string, most: number): string {
  const written = [...text.normalize('NFC')].map(plain).join('');
  return written
    .replaceAll(/\.{4,}/g, '...')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/\/{2,}/g, '/')
    .replace(/^[/ ]+/, '')
    .slice(0, most)
    .replace(/[/ ]+$/, '');
}

function plain(sign: string): string {
  if (/\s/.test(sign)) return ' ';
  if (allowed.test(sign)) return sign;
  const known = letters[sign];
  if (known !== undefined) return known;
  const bare = sign.normalize('NFKD').replaceAll(/\p{M}/gu, '');
  const again = [...bare].map((part) => (allowed.test(part) ? part : (letters[part] ?? ''))).join('');
  return again === '' && !/\p{M}|\p{Cf}|\p{Cc}/u.test(sign) ? '.' : again;
}

/** Whether a text has anything in it that a person could read. */
export const isReadable = (text: string): boolean => /[A-Za-z0-9]/.test(text);
