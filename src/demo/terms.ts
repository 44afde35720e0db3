/** What the demonstration's rounds ask and how they are scored; the real questions are not published. */
export const questions = [
  {
    key: 'emissions',
    text: 'Which emissions does the project cut, and how will you know?',
    help: 'Name the source, the baseline and what you will measure.',
    maxWords: 300,
    required: true,
  },
  {
    key: 'replication',
    text: 'How can other cities use what you do?',
    help: 'Products of the fund’s projects are public.',
    maxWords: 300,
    required: true,
  },
  { key: 'team', text: 'Who does the work?', help: 'Roles are enough; no names.', maxWords: 200, required: false },
];

const criterion = (key: string, name: string, weight: number, help: string) => ({ key, name, weight, help, max: 5 });

export const rubric = [
  criterion('impact', 'Deep decarbonisation', 40, 'How much does it cut where it matters most?'),
  criterion('innovation', 'Innovation', 25, 'Is it new enough that somebody has to pay for trying?'),
  criterion('replication', 'Use to other cities', 20, 'Will others be able to take it up?'),
  criterion('delivery', 'Ability to deliver', 15, 'Do plan, team and budget hold together?'),
];
