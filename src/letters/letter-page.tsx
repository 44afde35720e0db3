import { renderToString } from 'preact-render-to-string';
import type { Line } from './merge';

/** One of several things in a letter that gathers them. */
export interface Item {
  title: string;
  /** What there is to say of it, and by when. */
  line: string;
  /** A path of ours. */
  link: string;
}

/** Items under a heading. */
export interface ItemGroup {
  heading: string;
  items: Item[];
}

/** A letter as it is to be read. */
export interface Written {
  greeting: string;
  lines: Line[];
  groups?: ItemGroup[];
  action: { text: string; href: string };
  /** Why the reader gets it, and what comes next. */
  foot: string[];
  /** Where letters of this kind are switched off, where they may be without signing in. */
  leave?: { text: string; href: string };
  demo: boolean;
}

const fund =
  'The Innovation Fund of the Carbon Neutral Cities Alliance pays for city-led projects that develop, test, implement and amplify deep decarbonisation.';
const demonstration =
  'This letter comes from a demonstration of the system. The people in it are invented, and no money moves.';

/** The letter for readers of plain text. */
export function asText({ greeting, lines, groups = [], action, foot, leave, demo }: Written): string {
  const paragraphs = lines.map((line) => (typeof line === 'string' ? line : quoted(line.quote)));
  const items = groups.flatMap((group) => [
    `${group.heading}\n${'-'.repeat([...group.heading].length)}`,
    ...group.items.map(({ title, line, link }) => `* ${title}\n  ${line}\n  ${link}`),
  ]);
  const way = leave ? [`${leave.text}: ${leave.href}`] : [];
  const end = [...(demo ? [demonstration] : []), ...foot, ...way, fund];
  const parts = [greeting, ...paragraphs, ...items, `${action.text}:\n${action.href}`, `-- \n${end.join('\n\n')}`];
  return `${parts.join('\n\n')}\n`;
}

const quoted = (text: string): string =>
  text
    .split('\n')
    .map((line) => `> ${line}`)
    .join('\n');

/** The same as HTML, in one column, with colours for light and dark; without its styles it still reads in order. */
export function asHtml(subject: string, letter: Written): string {
  return `<!DOCTYPE html>\n${renderToString(<LetterPage subject={subject} letter={letter} />)}\n`;
}

const styles = `
  :root { color-scheme: light dark; supported-color-schemes: light dark; }
  body { margin: 0; padding: 24px 16px; background: #f4f6f5; color: #14211f; font: 17px/1.5 Inter, Arial, Helvetica, sans-serif; }
  main, footer { max-width: 560px; margin: 0 auto; }
  main { padding: 24px; background: #ffffff; border-top: 6px solid #0d3b3a; }
  p, blockquote { margin: 0 0 16px; overflow-wrap: anywhere; white-space: pre-line; }
  blockquote { padding-left: 16px; border-left: 4px solid #b3c4c0; }
  h2 { margin: 24px 0 8px; font-size: 17px; }
  ul { margin: 0 0 16px; padding: 0; list-style: none; }
  li { margin: 0; padding: 10px 0; border-top: 1px solid #b3c4c0; overflow-wrap: anywhere; }
  li a { color: #0d5c57; font-weight: bold; }
  .action { margin: 24px 0 8px; }
  .action a { display: inline-block; padding: 12px 20px; background: #0d5c57; color: #ffffff; font-weight: bold; text-decoration: none; }
  .demo { padding: 10px 14px; background: #fff3c9; color: #14211f; }
  footer { padding: 16px 24px; color: #4a5a57; font-size: 14px; }
  footer p { margin: 0 0 10px; }
  footer a { color: inherit; }
  @media (max-width: 400px) {
    body { padding: 0; }
    main { padding: 20px 16px; }
    footer { padding: 16px; }
  }
  @media (prefers-color-scheme: dark) {
    body { background: #0c1413; color: #e6efed; }
    main { background: #15211f; border-top-color: #4fb3a9; }
    blockquote, li { border-color: #4a5a57; }
    li a { color: #7fd6cc; }
    .action a { background: #7fd6cc; color: #0c1413; }
    footer { color: #a9bab7; }
  }
`;

function LetterPage({ subject, letter }: { subject: string; letter: Written }) {
  const { greeting, lines, groups = [], action, foot, leave, demo } = letter;
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{subject}</title>
        <style dangerouslySetInnerHTML={{ __html: styles }} />
      </head>
      <body>
        <main>
          {demo && <p class="demo">{demonstration}</p>}
          <p>{greeting}</p>
          {lines.map((line, index) =>
            typeof line === 'string' ? <p key={index}>{line}</p> : <blockquote key={index}>{line.quote}</blockquote>,
          )}
          {groups.map((group) => (
            <Group key={group.heading} {...group} />
          ))}
          <p class="action">
            <a href={action.href}>{action.text}</a>
          </p>
        </main>
        <footer>
          {[...foot, fund].map((line, index) => (
            <p key={index}>{line}</p>
          ))}
          {leave && (
            <p>
              <a href={leave.href}>{leave.text}</a>
            </p>
          )}
        </footer>
      </body>
    </html>
  );
}

function Group({ heading, items }: ItemGroup) {
  return (
    <>
      <h2>{heading}</h2>
      <ul>
        {items.map(({ title, line, link }, index) => (
          <li key={index}>
            <a href={link}>{title}</a>
            <br />
            {line}
          </li>
        ))}
      </ul>
    </>
  );
}
