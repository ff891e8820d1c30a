import type { Page } from 'playwright-core';

/** More stops than any page has. */
const MOST_STOPS = 150;

/** What a screen reader would call the element that has the focus. */
const NAME_IN_FOCUS = `(() => {
  const element = document.activeElement;
  const labels = [...(element?.labels ?? [])].map((label) => label.textContent ?? '').join(' ');
  return element?.getAttribute('aria-label') ?? (labels || (element?.textContent ?? '')).trim();
})()`;
const LINE_IN_FOCUS = `document.activeElement?.closest('[role="treeitem"]')?.textContent ?? null`;

/** Presses Tab until the focus is on what is called so. */
export async function tabTo(page: Page, name: string | RegExp, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  const passed: string[] = [];
  for (let stop = 0; stop < MOST_STOPS; stop += 1) {
    const at = await page.evaluate<string>(NAME_IN_FOCUS);
    if (typeof name === 'string' ? at === name : name.test(at)) return;
    passed.push(at.slice(0, 40));
    await page.keyboard.press(key);
  }
  throw new Error(`no Tab leads to ${name}; passed: ${passed.join(' | ')}`);
}

/** The line of the outline that has the focus; null when the focus is elsewhere. */
export function lineInFocus(page: Page): Promise<string | null> {
  return page.evaluate<string | null>(LINE_IN_FOCUS);
}
