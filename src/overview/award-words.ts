const counts = ['Nobody', 'One person', 'Two people', 'Three people', 'Four people', 'Five people'];

/** `Two people` */
export const people = (count: number): string => counts[count] ?? `${count} people`;

/** `1 has: Jonas Weber`, `nobody has yet` */
export function those(by: readonly { name: string }[]): string {
  if (by.length === 0) return 'nobody has yet';
  return `${by.length} ${by.length === 1 ? 'has' : 'have'}: ${by.map(({ name }) => name).join(', ')}`;
}
