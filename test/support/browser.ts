import chromium from '@sparticuz/chromium';
import { readFileSync } from 'node:fs';
import { type Browser, type BrowserContext, chromium as playwright, type Page } from 'playwright-core';

const axeSource = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** A Chromium: the one at CHROMIUM_PATH, or the one that comes with the packages. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM_PATH || (await chromium.executablePath());
  try {
    return await playwright.launch({
      executablePath,
      args: ['--no-sandbox', '--font-render-hinting=none'],
      headless: true,
    });
  } catch (error) {
    throw new Error(
      `No Chromium starts here. Install the library that it misses (on Debian: apt-get install libnss3), or name one of your own in CHROMIUM_PATH. ${String(error)}`,
    );
  }
}

/** Somebody at a browser: an own context with the session cookie in it. */
export async function tabFor(
  browser: Browser,
  url: string,
  session?: string,
  options: { width?: number; script?: boolean } = {},
): Promise<Page> {
  const { width = 1280, script = true } = options;
  const context: BrowserContext = await browser.newContext({
    viewport: { width, height: 900 },
    javaScriptEnabled: script,
    baseURL: url,
  });
  if (session) await context.addCookies([{ name: 'session', value: session, url }]);
  return context.newPage();
}

/** What axe-core finds serious or critical, as sentences. */
export async function seriousFaults(page: Page): Promise<string[]> {
  await page.evaluate(axeSource);
  const violations = await page.evaluate(async () => {
    const axe = (
      globalThis as unknown as {
        axe: {
          run(options: object): Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }>;
        };
      }
    ).axe;
    const { violations: found } = await axe.run({
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    });
    return found.map(({ id, impact, nodes }) => ({ id, impact, html: nodes[0]?.html ?? '' }));
  });
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, html }) => `${id}: ${html.slice(0, 200)}`);
}

/** How far the page is wider than the window, in pixels. */
export const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const { scrollWidth, clientWidth } = (
      globalThis as unknown as { document: { documentElement: { scrollWidth: number; clientWidth: number } } }
    ).document.documentElement;
    return scrollWidth - clientWidth;
  });
