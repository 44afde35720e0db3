import chromium from '@sparticuz/chromium';
import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { type Browser, type BrowserContext, chromium as playwright, type Page } from 'playwright-core';

const axeSource = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** A Chromium: the one at CHROMIUM_PATH, or the one that comes with the packages, unpacked for as long as it runs. */
export async function openBrowser(): Promise<Browser> {
  if (process.env.CHROMIUM_PATH) return launch(process.env.CHROMIUM_PATH);
  const folder = await mkdtemp(join(tmpdir(), 'fund-chromium-'));
  const browser = await launchPacked(folder).catch(async (error: unknown) => {
    await rm(folder, { recursive: true, force: true });
    throw error;
  });
  browser.on('disconnected', () => rmSync(folder, { recursive: true, force: true }));
  return browser;
}

/** The package unpacks into the temporary folder, which several people share: it gets one of its own. */
async function launchPacked(folder: string): Promise<Browser> {
  const shared = process.env.TMPDIR;
  process.env.TMPDIR = folder;
  const path = await chromium.executablePath().finally(() => {
    if (shared === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = shared;
  });
  return launch(path).catch(() => launch(path, ownLibraries(folder)));
}

/** Libraries and fonts that come with the package, for machines that have none. */
function ownLibraries(folder: string): NodeJS.ProcessEnv {
  const packed = join(dirname(require.resolve('@sparticuz/chromium')), '..', '..', 'bin', 'al2023.tar.br');
  execFileSync('tar', ['-x', '-C', folder], { input: brotliDecompressSync(readFileSync(packed)) });
  return {
    LD_LIBRARY_PATH: [join(folder, 'al2023', 'lib'), join(folder, 'lib')].join(':'),
    FONTCONFIG_PATH: join(folder, 'fonts'),
  };
}

async function launch(executablePath: string, more: NodeJS.ProcessEnv = {}): Promise<Browser> {
  const args = ['--no-sandbox', '--font-render-hinting=none'];
  const env = Object.fromEntries(
    Object.entries({ ...process.env, ...more }).filter(([, value]) => value !== undefined),
  ) as Record<string, string>;
  return playwright.launch({ executablePath, args, env, headless: true }).catch((error: unknown) => {
    throw new Error(
      `No Chromium starts here. Install the library that it misses (on Debian: apt-get install libnss3), or name one of your own in CHROMIUM_PATH. ${String(error)}`,
    );
  });
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
