import type { Audience, LettersOf } from './letter';
import { approvers, city, text } from './words';
import { refundLetters } from './letters-refunds';

const overseers: Audience = { roles: ['program', 'finance', 'admin'] };
const toInstruction = ({ instructionId }: { instructionId: string }): string => `/instructions/${instructionId}`;
const toAmendment = ({ amendmentId }: { amendmentId: string }): string => `/amendments/${amendmentId}`;

const overseen = { to: () => overseers, kind: 'duty', button: 'Look at the instruction', link: toInstruction } as const;
const asked = { to: () => approvers, kind: 'duty', button: 'Look at the amendment', link: toAmendment } as const;
const told = { ...asked, kind: 'decision', button: 'See the amendment' } as const;
const yours = { ...told, to: city } as const;

/** The journal, pledges, instructions, amendments and refunds. */
export const moneyLetters: LettersOf<
  'journal' | 'restriction' | 'fund' | 'pledge' | 'instruction' | 'amendment' | 'refund'
> = {
  ...refundLetters,
  'journal.sealed': {
    to: () => ({ roles: ['auditor', 'admin'] }),
    kind: 'security',
    subject: 'The journal on {{on}}: {{transactions}} transactions',
    body: text(
      'The journal of all funds holds {{transactions}} transactions. The hash of the last one is',
      '{{head}}',
      'Keep this letter. If the hash at this place is ever another one, somebody has rewritten the journal; its page shows the hash of every transaction.',
    ),
    button: 'See the funds',
    link: () => '/fund',
  },

  // The history of the fund shows them.
  'restriction.recorded': null,
  // One administrator alone makes fewer people approve, or details wait for fewer days: the others hear of it.
  'fund.settings_changed': {
    to: () => ({ roles: ['program', 'finance', 'admin', 'auditor'] }),
    kind: 'security',
    subject: 'The rules of {{fund}} were changed',
    body: text(
      'An administrator changed by which rules {{fund}} is run. From now on:',
      '{{reason}}',
      'If you know nothing of this, ask before you approve anything.',
    ),
    button: 'See the rules',
    link: ({ fundId }) => `/funds/${fundId}/settings`,
  },

  // The fund page shows what is pledged; the instruction that writes a pledge off is told below.
  'pledge.signed': null,
  'pledge.written_off': null,

  'instruction.proposed': {
    ...overseen,
    subject: 'To approve: {{what}}, {{fund}}',
    body: text(
      '{{what}} over {{amount}} is proposed for {{fund}}. It is carried out once enough people other than the one who proposed it have approved. The reason given:',
      '{{reason}}',
    ),
  },
  'instruction.endorsed': {
    ...overseen,
    subject: 'Needs one more approval: {{what}}, {{fund}}',
    body: '{{given}} of {{needed}} approvals are given: {{what}} over {{amount}}, {{fund}}. The next one has to come from somebody who neither proposed nor approved it.',
  },
  'instruction.carried_out': {
    ...overseen,
    kind: 'decision',
    subject: 'Carried out: {{what}}, {{fund}}',
    body: '{{what}} over {{amount}} is approved, and the books of {{fund}} say so.',
    button: 'See the instruction',
  },
  'instruction.rejected': {
    ...overseen,
    kind: 'decision',
    subject: 'Rejected: {{what}}, {{fund}}',
    body: text('{{what}} over {{amount}}, {{fund}}, was rejected. The reason given:', '{{reason}}'),
    button: 'See the instruction',
  },

  'amendment.proposed': {
    staff: {
      ...asked,
      subject: 'Amendment to approve: {{title}}',
      body: text(
        'Amendment {{number}} of “{{title}}” is proposed: {{changes}}. It needs approvals by people other than the one who proposed it. The reason given:',
        '{{reason}}',
      ),
    },
    city: {
      ...yours,
      subject: 'Amendment proposed: {{title}}',
      body: 'An amendment of your grant “{{title}}” is proposed: {{changes}}. Nothing changes before it is approved; we write again then.',
    },
  },
  'amendment.endorsed': {
    ...asked,
    subject: 'Amendment needs one more approval: {{title}}',
    body: '{{given}} of {{needed}} approvals are given for amendment {{number}} of “{{title}}”: {{changes}}. The next one has to come from somebody who neither proposed nor approved it.',
  },
  'amendment.approved': {
    city: {
      ...yours,
      subject: 'Your grant is amended: {{title}}',
      body: 'Amendment {{number}} of your grant “{{title}}” holds from now on: {{changes}}. The grant is now {{amount}}.',
      button: 'See what changed',
    },
    staff: {
      ...told,
      subject: 'Amendment approved: {{title}}',
      body: 'Amendment {{number}} of “{{title}}” is approved: {{changes}}. The grant is now {{amount}}.',
    },
  },
  'amendment.rejected': {
    city: {
      ...yours,
      subject: 'Amendment not approved: {{title}}',
      body: text(
        'Amendment {{number}} of your grant “{{title}}” was not approved, so your grant stays as it is. The reason given:',
        '{{reason}}',
      ),
    },
    staff: {
      ...told,
      subject: 'Amendment rejected: {{title}}',
      body: text('Amendment {{number}} of “{{title}}” was rejected. The reason given:', '{{reason}}'),
    },
  },
  'amendment.noted': {
    ...told,
    kind: 'notice',
    subject: 'Budget lines changed a little: {{title}}',
    body: text(
      'The budget lines of “{{title}}” were changed, none by more than 10 %, so nobody has to approve it: {{changes}}. The reason given:',
      '{{reason}}',
    ),
  },
};
