/** One line of the table: what we take, what it is held against, and whether the goal is met. */
export interface Measured {
  path: string;
  ours: string;
  peer: string;
  /** Ours by the peer's, or what else the goal speaks of. */
  ratio: string;
  goal: string;
  met: boolean;
}

const heads: Measured = { path: 'Path', ours: 'Ours', peer: 'Peer', ratio: 'Ratio', goal: 'Goal', met: true };

/** The measurements as a Markdown table, aligned for a terminal as well. */
export function tableOf(rows: Measured[]): string {
  const cells = [heads, ...rows].map(({ path, ours, peer, ratio, goal, met }, index) => [
    ...[path, ours, peer, ratio, goal],
    index === 0 ? 'Met?' : met ? 'yes' : 'NO',
  ]);
  const widths = (cells[0] ?? []).map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  const lines = cells.map((row) => `| ${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')} |`);
  lines.splice(1, 0, `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`);
  return lines.join('\n');
}

export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? NaN) + (sorted[Math.floor(middle)] ?? NaN)) / 2;
}

export const plain = (value: number, digits = 2): string =>
  value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
