import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { simpleParser, type ParsedMail } from 'mailparser';

/** What a list shows of one caught mail; `to` are the addresses it was handed over for, hidden copies included. */
export interface MailSummary {
  id: number;
  from: string;
  to: string[];
  subject: string;
  /** The mail's own Date header, ISO 8601; '' when it has none. */
  date: string;
}

export interface StoredMail extends MailSummary {
  text: string;
  html: string;
  attachments: { name: string; bytes: number }[];
  /** The source as it came, base64. */
  raw: string;
}

/** Keeps each caught mail as a file; the numbers in the names are the order in which they came. */
export class MailStore {
  private readonly summaries: MailSummary[];
  private lastId: number;

  constructor(private readonly directory: string) {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    const ids = readdirSync(directory)
      .map((name) => Number(/^(\d+)\.json$/.exec(name)?.[1]))
      .filter((id) => id > 0)
      .sort((a, b) => a - b);
    // The number of a file that cannot be read stays taken: it may still be mended by hand.
    this.lastId = ids.at(-1) ?? 0;
    this.summaries = ids.flatMap((id) => this.find(id) ?? []).map(summaryOf);
  }

  /** Returns once the mail is in its file. */
  async keep(raw: Buffer, envelope: { from: string; to: string[] }): Promise<void> {
    const parsed = await parse(raw);
    const id = (this.lastId += 1);
    const mail: StoredMail = { id, ...envelope, ...parsed, raw: raw.toString('base64') };
    const draft = join(this.directory, `${id}.part`);
    writeFileSync(draft, JSON.stringify(mail), { mode: 0o600 });
    renameSync(draft, this.fileOf(id));
    this.summaries.push(summaryOf(mail));
  }

  /** Newest first. A wanted address matches whole, anything without an @ as a part of one. */
  list(wanted = ''): MailSummary[] {
    const word = wanted.trim().toLowerCase();
    const fits = (address: string) => (word.includes('@') ? address === word : address.includes(word));
    return this.summaries.filter((mail) => word === '' || mail.to.some((to) => fits(to.toLowerCase()))).reverse();
  }

  /** Undefined for an unknown number and for a file that cannot be read. */
  find(id: number): StoredMail | undefined {
    try {
      const value: unknown = JSON.parse(readFileSync(this.fileOf(id), 'utf8'));
      return isMail(value) ? { ...value, id } : undefined;
    } catch {
      return undefined;
    }
  }

  private fileOf(id: number): string {
    return join(this.directory, `${String(id).padStart(8, '0')}.json`);
  }
}

async function parse(raw: Buffer): Promise<Pick<StoredMail, 'subject' | 'date' | 'text' | 'html' | 'attachments'>> {
  try {
    return partsOf(await simpleParser(raw, { skipTextToHtml: true }));
  } catch {
    return { subject: '(this mail could not be taken apart)', date: '', text: '', html: '', attachments: [] };
  }
}

function partsOf(mail: ParsedMail): Pick<StoredMail, 'subject' | 'date' | 'text' | 'html' | 'attachments'> {
  return {
    subject: mail.subject?.trim() || '(no subject)',
    date: mail.date && !Number.isNaN(mail.date.getTime()) ? mail.date.toISOString() : '',
    text: mail.text ?? '',
    html: mail.html || '',
    attachments: mail.attachments.map(({ filename, size }) => ({ name: filename ?? 'unnamed', bytes: size })),
  };
}

function summaryOf({ id, from, to, subject, date }: StoredMail): MailSummary {
  return { id, from, to, subject, date };
}

function isMail(value: unknown): value is StoredMail {
  if (typeof value !== 'object' || value === null) return false;
  const mail = value as Record<string, unknown>;
  const words = ['from', 'subject', 'date', 'text', 'html', 'raw'].every((name) => typeof mail[name] === 'string');
  return (
    words && Array.isArray(mail.to) && mail.to.every((to) => typeof to === 'string') && Array.isArray(mail.attachments)
  );
}
