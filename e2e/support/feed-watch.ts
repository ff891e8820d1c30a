import type { Page } from 'playwright-core';
import { eventually } from './eventually.js';

/** One row of the live feed, as people read it. */
export interface FeedRow {
  seq: string;
  text: string;
  /** When it came into the document, in milliseconds of this machine's clock. */
  at: number;
}

interface Watched { rows: FeedRow[]; statuses: string[]; progress: string[] }

/** Runs in the page before its own scripts: notes when rows appear, and every status and progress that the header has shown. */
export const WATCH_FEED = `(() => {
  const watched = window.watched = { rows: [], statuses: [], progress: [] };
  const seen = new Set();
  const note = (list, value) => { if (value && list.at(-1) !== value) list.push(value); };
  new MutationObserver(() => {
    for (const row of document.querySelectorAll('tr[data-seq]')) {
      if (seen.has(row.dataset.seq)) continue;
      seen.add(row.dataset.seq);
      watched.rows.push({ seq: row.dataset.seq, text: [...row.cells].map((cell) => cell.textContent).join(' | '), at: Date.now() });
    }
    note(watched.statuses, document.querySelector('.dn-pill[data-status]')?.dataset.status);
    const words = [...document.querySelectorAll('[role=status]')].map((element) => element.textContent);
    note(watched.progress, words.find((text) => /^\\d+ of \\d+ running$/.test(text)));
  }).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
})()`;

/** Everything noted since the page was loaded. */
export function watched(page: Page): Promise<Watched> {
  return page.evaluate<Watched>('window.watched');
}

/** The first row that satisfies the condition, waiting for it. @throws Error with the rows that are there */
export function feedRow(page: Page, what: string, condition: (row: FeedRow) => boolean, timeoutMs = 10_000): Promise<FeedRow> {
  let rows: FeedRow[] = [];
  return eventually(`row of ${what}`, timeoutMs, async () => {
    ({ rows } = await watched(page));
    return rows.find(condition) ?? null;
  }, () => `\n${rows.map(({ text }) => text).join('\n')}`);
}
