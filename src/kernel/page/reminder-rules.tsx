export interface ReminderRulesProps {
  roundId: string;
  /** “The city is”, “Reviewers are” */
  whose: string;
}

/** Where staff read, and change, when people are reminded of what is due in a round. */
export const ReminderRules = ({ roundId, whose }: ReminderRulesProps) => (
  <p class="govuk-body">
    {whose} reminded as{' '}
    <a class="govuk-link" href={`/rounds/${roundId}/reminders`}>
      the rules of the round
    </a>{' '}
    say.
  </p>
);
