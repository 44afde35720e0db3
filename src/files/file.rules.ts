import type { FileTypeResult } from 'file-type';
import { largestFile } from '../kernel/upload';

/** What is taken, by what the bytes themselves say; the ending follows from it. */
const byContent: Record<string, string> = {
  'application/pdf': 'pdf',
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
};
/** Plain text has no sign of what it is, so its name decides. */
const byName: Record<string, string> = { txt: 'text/plain', csv: 'text/csv', xml: 'application/xml' };

export const taken = 'PDF, Word (DOCX), Excel (XLSX), PNG, JPEG, CSV, TXT and XML';

const endingOf = (name: string): string => /\.([a-z0-9]{1,8})$/i.exec(name)?.[1]?.toLowerCase() ?? '';

/** The name without a path and without what no name should hold; its ending says what the file really is. */
export function cleanName(name: string, mediaType: string): string {
  const bare = (name.split(/[\\/]/).at(-1) ?? '').replaceAll(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}<>:"|?*]/gu, '').trim();
  const ending = byContent[mediaType] ?? endingOf(bare);
  const stem = bare.replace(/\.[a-z0-9]{1,8}$/i, '').slice(0, 150) || 'file';
  return `${stem}.${endingOf(bare) === 'jpeg' ? 'jpeg' : ending}`;
}

/** @returns the media type, or a sentence that says why the file is not taken */
export function judge(
  name: string,
  content: Buffer,
  found: FileTypeResult | undefined,
): { mediaType: string } | { refused: string } {
  if (content.length === 0) return { refused: 'This file is empty. Choose the one that holds something.' };
  if (content.length > largestFile) return { refused: 'This file is larger than 10 MB. Make it smaller, or split it.' };
  const ending = endingOf(name);
  const mediaType = byName[ending];
  if (found && found.mime in byContent) return { mediaType: found.mime };
  // An XML declaration is a sign of its own.
  if (mediaType && (!found || found.mime === 'application/xml')) return plain(content, mediaType);
  return {
    refused: `This ${found ? `is a file of the kind “${found.ext}”` : 'file is of no kind that we know'}. We take ${taken}.`,
  };
}

function plain(content: Buffer, mediaType: string): { mediaType: string } | { refused: string } {
  if (content.includes(0)) return { refused: 'This is not a text file, whatever its name says.' };
  return { mediaType };
}
