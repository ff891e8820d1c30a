import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { WATCH_FEED } from './feed-watch.js';

const FLAGS = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
];
const WAIT_MS = 20_000;
/** What Chromium itself says about every answer of 400 and above; those are asserted where they are expected. */
const REFUSED_REQUEST = /^Failed to load resource: the server responded with a status of 4\d\d|net::ERR_(CONNECTION_REFUSED|CONNECTION_RESET|EMPTY_RESPONSE|INCOMPLETE_CHUNKED_ENCODING)/;

/** Chromium without a window, with an empty profile for every page. */
export class TestBrowser {
  /** What pages complained about: errors and warnings of scripts, of the Content-Security-Policy, of the browser. Should stay empty. */
  readonly complaints: string[] = [];

  private constructor(private readonly browser: Browser) {}

  static async launch(executablePath: string): Promise<TestBrowser> {
    return new TestBrowser(await chromium.launch({ executablePath, headless: true, args: FLAGS }));
  }

  async newPage(options: BrowserContextOptions = {}): Promise<Page> {
    const context = await this.browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
    const page = await context.newPage();
    page.setDefaultTimeout(WAIT_MS);
    page.on('pageerror', (error) => this.complaints.push(error.message));
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type()) && !REFUSED_REQUEST.test(message.text())) this.complaints.push(message.text());
    });
    await page.addInitScript(WATCH_FEED);
    return page;
  }

  close(): Promise<void> {
    return this.browser.close();
  }
}

/** Fills in the sign-in form that the page shows, and sends it. */
export async function enterCredentials(page: Page, username: string, password: string): Promise<void> {
  await page.getByLabel('User name').fill(username);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** Opens an address of the product, signs in when asked, and resolves when that address is shown. */
export async function openSignedIn(page: Page, url: string, username: string, password: string): Promise<void> {
  await page.goto(url);
  await enterCredentials(page, username, password);
  await page.waitForURL(url);
}
