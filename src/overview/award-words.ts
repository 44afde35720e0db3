interface Approvals {
  by: readonly { name: string }[];
  needed: number;
}

const counts = ['Nobody', 'One person', 'Two people', 'Three people', 'Four people', 'Five people'];

/** “Two people other than Amara Okafor have to approve; 1 has: Jonas Weber.” */
export function approvalsTold(
  { by, needed }: Approvals,
  proposer: { id: string; name: string },
  reader: string,
): string {
  const who = proposer.id === reader ? 'you' : proposer.name;
  const given = by.length === 0 ? 'nobody has yet' : `${by.length} ${by.length === 1 ? 'has' : 'have'}: ${namesOf(by)}`;
  return `${counts[needed] ?? `${needed} people`} other than ${who} ${needed === 1 ? 'has' : 'have'} to approve; ${given}.`;
}

export const namesOf = (people: readonly { name: string }[]): string => people.map(({ name }) => name).join(', ');
