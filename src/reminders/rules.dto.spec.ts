import type { Invalid } from '../kernel/errors';
import { read } from '../kernel/input';
import { ReminderRuleInput, RoundContactsInput } from './rules.dto';

const faults = (input: object): Invalid['fields'] => {
  try {
    read(ReminderRuleInput, input);
    return {};
  } catch (error) {
    return (error as Invalid).fields;
  }
};

describe('a rule as it comes in', () => {
  it('is taken with whole days, few times and known people', () => {
    const rule = {
      active: true,
      daysBefore: [14, 3],
      onTheDay: true,
      firstAfter: 3,
      every: 7,
      times: 4,
      escalateAfter: 14,
    };
    expect(read(ReminderRuleInput, { ...rule, audience: ['owner'] })).toMatchObject(rule);
    expect(faults({ audience: ['owner'], firstAfter: null })).toEqual({});
  });

  it.each<[string, object, string]>([
    ['daysBefore', { daysBefore: [10_000] }, 'Enter whole days, from 1 to 365.'],
    ['daysBefore', { daysBefore: [0] }, 'Enter whole days, from 1 to 365.'],
    ['daysBefore', { daysBefore: [2.5] }, 'Enter whole days, from 1 to 365.'],
    ['daysBefore', { daysBefore: ['3'] }, 'Enter whole days, from 1 to 365.'],
    ['daysBefore', { daysBefore: '3' }, 'Enter whole days, from 1 to 365.'],
    ['daysBefore', { daysBefore: [3, 3] }, 'A day stands in the list twice.'],
    ['daysBefore', { daysBefore: Array.from({ length: 11 }, (_, n) => n + 1) }, 'At most 10 days before.'],
    ['firstAfter', { firstAfter: 10_000 }, 'Enter whole days, from 1 to 365.'],
    ['every', { every: 0 }, 'Enter whole days, from 1 to 365.'],
    ['escalateAfter', { escalateAfter: -1 }, 'Enter whole days, from 1 to 365.'],
    ['times', { times: 1000 }, 'Enter a whole number of times, from 0 to 20.'],
    ['times', { times: null }, 'Enter a whole number of times, from 0 to 20.'],
    ['audience', { audience: ['everybody'] }, 'Choose among: owner, co_applicants, reviewer, staff_owner.'],
    ['audience', { audience: ['owner', 'owner'] }, 'Somebody stands in the list twice.'],
    ['active', { active: 'yes' }, 'Say true or false.'],
  ])('is refused beside %s: %j', (field, input, sentence) => {
    expect(faults({ audience: ['owner'], ...input })).toEqual({ [field]: [sentence] });
  });

  it('names people by their ids', () => {
    expect(() => read(RoundContactsInput, { staffOwnerId: 'Amara' })).toThrow(
      'Some of what you entered needs mending.',
    );
  });
});
