import type { Layout, Op } from '@decnet/domain';
import type { Page } from 'playwright-core';
import { eventually } from './eventually.js';

/**
 * Runs in the page: finds the editor that the page's own controls use. It is part of no interface; it is reached through what React keeps at its elements,
 * so that gestures of any kind can be tried at once and at random.
 */
const FIND_EDITOR = `(() => {
  const element = document.querySelector('[aria-label="Drawing of the maze"]');
  const key = element && Object.keys(element).find((name) => name.startsWith('__reactFiber'));
  for (let fiber = key && element[key]; fiber; fiber = fiber.return) {
    const value = fiber.memoizedProps && fiber.memoizedProps.value;
    if (value && typeof value.apply === 'function' && typeof value.place === 'function') window.testEditor = value;
    if (value && typeof value.getState === 'function' && value.getState().editing) window.testStore = value;
  }
  return Boolean(window.testEditor && window.testStore);
})()`;

/** Notes what became of every gesture: `landed`, `held`, `told`, `undone` with one that takes it back, or `vanished`, which none may. */
const WATCH_FATES = `(() => {
  if (window.testFates) return;
  const fates = window.testFates = {};
  window.testStore.subscribe(({ editing: now }, { editing: before }) => {
    if (now === before) return;
    for (const { id } of now.commands) fates[id] = 'waits';
    const left = before.commands.filter(({ id }) => !now.commands.some((one) => one.id === id));
    const pairs = new Set(left.flatMap(({ id, undoes }) => (undoes === null ? [] : [id, undoes])));
    for (const { id, ack } of left) {
      if (ack !== null) fates[id] = 'landed';
      else if (now.held.some(({ command }) => command.id === id)) fates[id] = 'held';
      else if (now.notices.some((notice) => notice.id === id)) fates[id] = 'told';
      else fates[id] = pairs.has(id) ? 'undone' : 'vanished';
    }
    for (const { command: { id } } of before.held) {
      if (fates[id] !== 'held' || now.held.some(({ command }) => command.id === id)) continue;
      const goesOn = now.commands.some((one) => one.id === id + '+');
      fates[id] = goesOn ? 'decided' : now.notices.some((notice) => notice.id === id) ? 'told' : 'given up';
    }
  });
})()`;

export interface Edited {
  lans: { id: string; name: string }[];
  deckies: { id: string; name: string; services: string[] }[];
  edges: { id: string; deckyId: string; lanId: string; isHome: boolean }[];
}

/** The editor of a maze's page, worked from outside. */
export class CanvasEditor {
  /** Commands that the server has said yes to: with its rows there already, they leave the page in the same moment. */
  private readonly taken = new Set<string>();

  private constructor(readonly page: Page) {
    page.on('response', (response) => {
      const key = response.request().headers()['idempotency-key'];
      if (key !== undefined && response.ok()) this.taken.add(key.slice(0, key.lastIndexOf('.')));
    });
  }

  /** Of a page whose maze is drawn. */
  static async of(page: Page): Promise<CanvasEditor> {
    await page.locator('[data-lan]').first().waitFor();
    await eventually('the editor of the page', 20_000, async () => ((await page.evaluate<boolean>(FIND_EDITOR)) ? true : null));
    await page.evaluate(WATCH_FATES);
    return new CanvasEditor(page);
  }

  /** @returns why it was refused, or null */
  apply(ops: readonly Op[], label: string): Promise<{ code: string; message: string } | null> {
    return this.page.evaluate(`window.testEditor.apply(${JSON.stringify(ops)}, ${JSON.stringify(label)})`);
  }

  place(layout: Layout): Promise<void> {
    return this.page.evaluate(`window.testEditor.place(${JSON.stringify(layout)})`);
  }

  step(which: 'undo' | 'redo'): Promise<{ code: string } | null> {
    return this.page.evaluate(`window.testEditor.${which}()`);
  }

  /** Decides the oldest conflict, if there is one. */
  decide(choice: 'mine' | 'theirs'): Promise<void> {
    return this.page.evaluate(`(() => {
      const open = window.testStore.getState().editing.held.flatMap(({ conflicts }) => conflicts).find((conflict) => conflict.choice === null);
      if (open !== undefined) window.testEditor.resolve(open.id, ${JSON.stringify(choice)});
    })()`);
  }

  /** What became of every gesture so far, by command. */
  async fates(): Promise<Record<string, string>> {
    const fates = await this.page.evaluate<Record<string, string>>('window.testFates');
    return Object.fromEntries(Object.entries(fates).map(([id, fate]) => [id, fate === 'vanished' && this.taken.has(id) ? 'landed' : fate]));
  }

  /** What is on the page. */
  shown(): Promise<Edited> {
    return this.page.evaluate(`(({ maze: { lans, deckies, edges } }) => ({ lans: Object.values(lans), deckies: Object.values(deckies), edges: Object.values(edges) }))(window.testStore.getState())`);
  }

  /** The design as it will be when everything is done. */
  design(): Promise<Edited> {
    return this.page.evaluate('window.testStore.getState().design');
  }

  /** What became of gestures: those still waiting, held, and told of. */
  accounts(): Promise<{ waiting: number; commands: object[]; held: string[]; notices: { id: string; kind: string; label: string }[]; link: string }> {
    return this.page.evaluate(`(() => {
      const { commands, held, notices, link } = window.testStore.getState().editing;
      return { waiting: commands.length, commands: commands.map(({ label, sent, ack, lateOn }) => ({ label, sent: sent !== null, ack, lateOn })), held: held.map(({ command }) => command.label), notices: notices.map(({ id, kind, label }) => ({ id, kind, label })), link: link.state, eventSeq: window.testStore.getState().server.info.eventSeq, connections: window.testStore.getState().connections, present: window.testStore.getState().present.length };
    })()`);
  }

  /** Until everything is the server's, but for what waits for a decision. */
  async settled(timeout = 20_000): Promise<void> {
    let accounts = await this.accounts();
    await eventually('everything is sent', timeout, async () => {
      accounts = await this.accounts();
      return accounts.waiting === 0 ? true : null;
    }, () => JSON.stringify(accounts));
  }
}
