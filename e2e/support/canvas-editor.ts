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

export interface Edited {
  lans: { id: string; name: string }[];
  deckies: { id: string; name: string; services: string[] }[];
  edges: { id: string; deckyId: string; lanId: string; isHome: boolean }[];
}

/** The editor of a maze's page, worked from outside. */
export class CanvasEditor {
  private constructor(readonly page: Page) {}

  /** Of a page whose maze is drawn. */
  static async of(page: Page): Promise<CanvasEditor> {
    await page.locator('[data-lan]').first().waitFor();
    await eventually('the editor of the page', 20_000, async () => ((await page.evaluate<boolean>(FIND_EDITOR)) ? true : null));
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

  /** The design as it will be when everything is done. */
  design(): Promise<Edited> {
    return this.page.evaluate('window.testStore.getState().design');
  }

  /** What became of gestures: those still waiting, held, and told of. */
  accounts(): Promise<{ waiting: number; held: string[]; notices: { id: string; kind: string; label: string }[]; link: string }> {
    return this.page.evaluate(`(() => {
      const { commands, held, notices, link } = window.testStore.getState().editing;
      return { waiting: commands.length, held: held.map(({ command }) => command.label), notices: notices.map(({ id, kind, label }) => ({ id, kind, label })), link: link.state };
    })()`);
  }

  /** Until everything is the server's, but for what waits for a decision. */
  async settled(timeout = 20_000): Promise<void> {
    await eventually('everything is sent', timeout, async () => ((await this.accounts()).waiting === 0 ? true : null), () => 'changes still wait');
  }
}
