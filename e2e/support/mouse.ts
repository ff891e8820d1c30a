import type { Locator, Page } from 'playwright-core';

export interface Spot { x: number; y: number }

/** A place in an element, by default its middle, in the browser's window. */
export async function spotIn(element: Locator, across = 0.5, down = 0.5): Promise<Spot> {
  const box = await element.boundingBox();
  if (box === null) throw new Error('the element is not shown');
  return { x: box.x + box.width * across, y: box.y + box.height * down };
}

/** Two frames: a drag is drawn once a frame. */
export async function drawn(page: Page): Promise<void> {
  await page.evaluate('new Promise((resolve) => { requestAnimationFrame(() => requestAnimationFrame(resolve)); })');
}

/** Presses at one place and moves to another, in steps, without letting go. */
export async function dragTo(page: Page, from: Spot, to: Spot): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(to.x, to.y, { steps: 5 });
  await drawn(page);
}

/** As much of a path as is used here: tests are typed without a browser's globals. */
interface Line {
  getPointAtLength(length: number): Spot;
  getTotalLength(): number;
  getScreenCTM(): Record<'a' | 'b' | 'c' | 'd' | 'e' | 'f', number>;
}

/** A place on a line of the drawing, in the browser's window. */
export function spotOnLine(line: Locator): Promise<Spot> {
  return line.evaluate((path: Line) => {
    const { x, y } = path.getPointAtLength(path.getTotalLength() / 2);
    const { a, b, c, d, e, f } = path.getScreenCTM();
    return { x: a * x + c * y + e, y: b * x + d * y + f };
  });
}

export async function letGo(page: Page): Promise<void> {
  await page.mouse.up();
  await drawn(page);
}

export async function drag(page: Page, from: Spot, to: Spot): Promise<void> {
  await dragTo(page, from, to);
  await letGo(page);
}
