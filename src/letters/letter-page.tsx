import { renderToString } from 'preact-render-to-string';
import type { Line } from './letter';

/** A letter as it is to be read. */
export interface Written {
  greeting: string;
  lines: Line[];
  action: { text: string; href: string };
  /** Why the reader gets it. */
  why: string;
  demo: boolean;
}

const fund =
  'The Innovation Fund of the Carbon Neutral Cities Alliance pays for city-led projects that develop, test, implement and amplify deep decarbonisation.';
const demonstration =
  'This letter comes from a demonstration of the system. The people in it are invented, and no money moves.';

/** The letter for readers of plain text. */
export function asText({ greeting, lines, action, why, demo }: Written): string {
  const quoted = (text: string): string =>
    text
      .split('\n')
      .map((line) => `> ${line}`)
      .join('\n');
  const paragraphs = lines.map((line) => (typeof line === 'string' ? line : quoted(line.quote)));
  const foot = [...(demo ? [demonstration] : []), why, fund];
  return `${[greeting, ...paragraphs, `${action.text}:\n${action.href}`, `-- \n${foot.join('\n\n')}`].join('\n\n')}\n`;
}

/** The same as HTML, in one column, with colours for light and dark; without its styles it still reads in order. */
export function asHtml(subject: string, letter: Written): string {
  return `<!DOCTYPE html>\n${renderToString(<LetterPage subject={subject} letter={letter} />)}\n`;
}

const styles = `
  :root { color-scheme: light dark; supported-color-schemes: light dark; }
  body { margin: 0; padding: 24px 16px; background: #f4f6f5; color: #14211f; font: 17px/1.5 Inter, Arial, Helvetica, sans-serif; }
  main, footer { max-width: 560px; margin: 0 auto; }
  main { padding: 24px; background: #ffffff; border-top: 6px solid #0d3b3a; }
  p, blockquote { margin: 0 0 16px; overflow-wrap: anywhere; }
  blockquote { padding-left: 16px; border-left: 4px solid #b3c4c0; white-space: pre-line; }
  .action a { display: inline-block; padding: 10px 18px; background: #0d5c57; color: #ffffff; font-weight: bold; text-decoration: none; }
  .demo { padding: 10px 14px; background: #fff3c9; color: #14211f; }
  footer { padding: 16px 24px; color: #4a5a57; font-size: 14px; }
  @media (prefers-color-scheme: dark) {
    body { background: #0c1413; color: #e6efed; }
    main { background: #15211f; border-top-color: #4fb3a9; }
    .action a { background: #7fd6cc; color: #0c1413; }
    footer { color: #a9bab7; }
  }
`;

function LetterPage({ subject, letter }: { subject: string; letter: Written }) {
  const { greeting, lines, action, why, demo } = letter;
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
          <p class="action">
            <a href={action.href}>{action.text}</a>
          </p>
        </main>
        <footer>
          <p>{why}</p>
          <p>{fund}</p>
        </footer>
      </body>
    </html>
  );
}
