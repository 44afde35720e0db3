import { renderToString } from 'preact-render-to-string';
import type { VNode } from 'preact';

export function renderPage(page: VNode): string {
  return `<!DOCTYPE html>\n${renderToString(page)}\n`;
}
