import type { Locator, Page } from 'playwright-core';
import { drag, drawn, spotIn, type Spot } from './mouse.js';

/** What is on the page of one maze, by its names. */
export class CanvasPage {
  constructor(readonly page: Page) {}

  card(name: string): Locator { return this.page.locator(`[data-decky="${name}"]`); }
  lan(name: string): Locator { return this.page.locator(`[data-lan="${name}"]`); }
  head(name: string): Locator { return this.lan(name).getByRole('button'); }
  /** Of the palette. */
  item(name: string): Locator { return this.page.locator(`[data-item="${name}"]`); }
  /** What is said beside the pointer during a drag. */
  tag(): Locator { return this.page.locator('[data-tag]'); }
  tool(name: string | RegExp): Locator { return this.page.getByRole('toolbar').getByRole('button', { name }); }
  ground(): Locator { return this.page.getByRole('region', { name: 'Drawing of the maze' }); }

  async spotOf(item: string): Promise<Spot> {
    await this.item(item).scrollIntoViewIfNeeded();
    return spotIn(this.item(item));
  }

  /** Drags from the palette onto something. */
  async bring(item: string, onto: Locator, down = 0.7): Promise<void> {
    await drag(this.page, await this.spotOf(item), await spotIn(onto, 0.5, down));
  }

  /** Clicks where nothing is. */
  async clickGround(): Promise<void> {
    await this.ground().click({ position: { x: 12, y: 60 } });
  }

  async rename(target: Locator, from: string, to: string): Promise<void> {
    await target.dblclick();
    await this.page.getByLabel(`New name of ${from}`).fill(to);
    await this.clickGround();
  }

  /** Needs a page with reduced motion: else the view is still gliding when this resolves. */
  async fit(): Promise<void> {
    await this.page.getByRole('button', { name: 'Fit the whole maze' }).click();
    await drawn(this.page);
  }
}
