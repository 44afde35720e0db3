import type { LettersOf } from './letter';
import { approvers, city, finance, text, toAward } from './words';

const yours = { to: city, kind: 'decision', button: 'See your grant', link: toAward } as const;
const asked = { to: () => approvers, kind: 'duty', button: 'Look at the refund', link: toAward } as const;

/** Money that is to come back. */
export const refundLetters: LettersOf<'refund'> = {
  'refund.demanded': {
    ...yours,
    kind: 'duty',
    subject: 'Please return unspent money by {{dueOn}}: {{title}}',
    body: text(
      'Please return {{amount}} of your grant “{{title}}” by {{dueOn}}. The reason given:',
      '{{reason}}',
      'The page of your grant says how much is still open.',
    ),
  },
  'refund.received': {
    city: {
      ...yours,
      subject: 'Your refund arrived: {{title}}',
      body: 'Thank you: {{received}} arrived of the {{amount}} to be returned from “{{title}}”.',
    },
    staff: {
      ...asked,
      kind: 'notice',
      subject: 'A refund arrived: {{title}}',
      body: '{{received}} of “{{title}}” came back and is free again, under the restriction that it came from.',
      button: 'See the grant',
    },
  },
  'refund.write_off_proposed': {
    ...asked,
    subject: 'Write-off to approve: {{title}}',
    body: text(
      'It is proposed to write off what is still open of the refund of {{amount}} from “{{title}}”. It needs approvals by people other than the one who proposed it. The reason given:',
      '{{reason}}',
    ),
  },
  'refund.write_off_endorsed': {
    ...asked,
    subject: 'Write-off needs one more approval: {{title}}',
    body: '{{given}} of {{needed}} approvals are given for writing off what is open of the refund from “{{title}}”. The next one has to come from somebody who neither proposed nor approved it.',
  },
  // The proposer took it back before anything came of it.
  'refund.write_off_withdrawn': null,
  'refund.written_off': {
    city: {
      ...yours,
      subject: 'Nothing more to return: {{title}}',
      body: 'What was still open of the refund from your grant “{{title}}” is not asked for any more.',
      // It is for those who decided it.
      withheld: ['why'],
    },
    staff: {
      to: () => finance,
      kind: 'decision',
      subject: 'Refund written off: {{title}}',
      body: text(
        'What was still open of the refund of {{amount}} from “{{title}}” is written off. The reason given:',
        '{{why}}',
      ),
      button: 'See the grant',
      link: toAward,
    },
  },
};
