import { When } from '../kernel/page/figures';
import { humanise } from '../kernel/page/tag';
import { formatInstant } from '../kernel/time';
import type { MailKind } from './mail-rows';

export const kindWords: Record<MailKind, string> = {
  security: 'Security',
  decision: 'Decision',
  duty: 'Duty',
  notice: 'Notice',
  call: 'Call for applications',
};

/** `award.offered` as a person would say it. */
export const letterWords = (letter: string): string => humanise(letter.replaceAll(/[./]/g, ' '));

export const at = (iso: string, zone: string) => <When iso={iso} text={formatInstant(new Date(iso), zone)} />;

/** The thing that a letter is about, by its page where it has one. */
export const About = ({ about, aboutUrl, title }: { about: string; aboutUrl: string | null; title?: string }) => {
  const text = title || humanise(about.slice(0, about.indexOf(':')));
  return aboutUrl ? (
    <a class="govuk-link" href={aboutUrl}>
      {text}
    </a>
  ) : (
    <>{text}</>
  );
};
