import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { letterPage, listPage, missingPage } from './mailbox';
import { stylesheet } from './mailbox-style';
import type { MailStore } from './mail-store';

const perPage = 50;

/** One answer of the mailbox; `policy` is its Content-Security-Policy. */
interface Answer {
  status?: number;
  type: string;
  body: string | Buffer;
  policy?: string;
}

const pagePolicy = [
  "default-src 'none'; style-src 'self'; frame-src 'self'; form-action 'self'",
  "base-uri 'none'; frame-ancestors 'none'",
].join('; ');

/**
 * A letter's HTML comes from anywhere: no script, no request to anybody, no form, an origin of its own. Its style sits in its
 * tags, as mail programs want it, and reaches nothing outside its frame. A click on a link opens a new window.
 */
const letterPolicy = [
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'",
  "frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox",
].join('; ');

/** The page on which people of the demonstration read what they would have received. */
export function mailboxServer(store: MailStore): Server {
  return createServer((request, response) => {
    send(response, request.method === 'HEAD', answerTo(store, request));
  });
}

function answerTo(store: MailStore, request: IncomingMessage): Answer {
  // Sign-in links lie here: a page elsewhere that rebinds its name to this machine must not read them.
  if (!/^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i.test(request.headers.host ?? '')) {
    return plain(421, 'Open the mailbox as localhost.');
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') return plain(405, 'The mailbox can only be read.');
  const url = URL.parse(request.url ?? '/', 'http://localhost');
  if (!url) return plain(400, 'This address cannot be read.');
  return fixedAnswer(store, url) ?? letterAnswer(store, url.pathname) ?? page(missingPage(), 404);
}

function fixedAnswer(store: MailStore, { pathname, searchParams }: URL): Answer | undefined {
  if (pathname === '/style.css') return { type: 'text/css', body: stylesheet };
  if (pathname !== '/' && pathname !== '/messages.json') return undefined;
  const to = searchParams.get('to') ?? '';
  const found = store.list(to);
  const pages = Math.max(1, Math.ceil(found.length / perPage));
  const at = Math.min(pages, Math.max(1, Number.parseInt(searchParams.get('page') ?? '', 10) || 1));
  const shown = found.slice((at - 1) * perPage, at * perPage);
  const list = { total: found.length, page: at, pages };
  if (pathname === '/') return page(listPage({ ...list, to, mails: shown }));
  const messages = shown.flatMap(({ id }) => store.find(id) ?? []).map((mail) => ({ ...mail, raw: undefined }));
  return { type: 'application/json', body: JSON.stringify({ ...list, messages }) };
}

function letterAnswer(store: MailStore, path: string): Answer | undefined {
  const [, id, part] = /^\/mail\/(\d{1,9})(\/html|\/raw)?$/.exec(path) ?? [];
  const mail = id === undefined ? undefined : store.find(Number(id));
  if (!mail) return undefined;
  if (part === '/raw') return { type: 'text/plain', body: Buffer.from(mail.raw, 'base64'), policy: letterPolicy };
  if (part === undefined) return page(letterPage(mail));
  return { type: 'text/html', body: `<!DOCTYPE html><base target="_blank">${mail.html}`, policy: letterPolicy };
}

function page(body: string, status = 200): Answer {
  return { status, type: 'text/html', body };
}

function plain(status: number, sentence: string): Answer {
  return { status, type: 'text/plain', body: `${sentence}\n` };
}

function send(response: ServerResponse, headOnly: boolean, { status = 200, type, body, policy }: Answer): void {
  response.writeHead(status, {
    'content-type': `${type}; charset=utf-8`,
    'content-security-policy': policy ?? pagePolicy,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'no-store',
  });
  response.end(headOnly ? undefined : body);
}
