import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { WEB_ROOT_OF_SOURCES } from '../support/web-root.js';

const MOST_KB = 400;
const assets = join(WEB_ROOT_OF_SOURCES, 'assets');
const read = (path: string): string => readFileSync(join(WEB_ROOT_OF_SOURCES, path), 'utf8');
const sizeOf = (paths: readonly string[]): number => paths.reduce((sum, path) => sum + gzipSync(readFileSync(join(WEB_ROOT_OF_SOURCES, path))).length, 0) / 1_000;
const oneNamed = (pattern: RegExp): string[] => readdirSync(assets).filter((name) => pattern.test(name)).map((name) => `assets/${name}`);

/** What a chunk needs before it runs: it names them itself. */
function withStaticImports(path: string, found = new Set<string>()): Set<string> {
  if (found.has(path)) return found;
  found.add(path);
  for (const [, name] of read(path).matchAll(/(?:from|import)\s*["']\.\/([\w.-]+\.js)["']/g)) withStaticImports(`assets/${name}`, found);
  return found;
}

/** Of the built page; `npm run build` makes it. */
describe('the first load', () => {
  beforeAll(() => { if (!existsSync(join(WEB_ROOT_OF_SOURCES, 'index.html'))) throw new Error('the page is not built: npm run build'); });

  const entries = (): string[] => [...read('index.html').matchAll(/(?:src|href)="\/([\w./-]+\.(?:js|css))"/g)].map(([, path]) => path!);

  it(`is below ${MOST_KB} kB, compressed`, () => {
    const paths = entries();
    expect(paths.length).toBeGreaterThanOrEqual(3);
    expect(sizeOf(['index.html', ...paths])).toBeLessThan(MOST_KB);
  });

  it(`is below ${MOST_KB} kB with a maze, without the layout's worker`, () => {
    const page = oneNamed(/^MazePage-.*\.js$/);
    expect(page).toHaveLength(1);
    const scripts = new Set([...entries(), ...withStaticImports(page[0]!), ...oneNamed(/^(MazePage|IssueList)-.*\.css$/)]);
    expect([...scripts].filter((path) => path.includes('elk'))).toEqual([]);
    expect(sizeOf(['index.html', ...scripts])).toBeLessThan(MOST_KB);
  });

  it('leaves the layout’s engine to a worker of its own, which only mazes ask for', () => {
    const [worker] = oneNamed(/^elk-worker.*\.js$/);
    expect(sizeOf([worker!])).toBeGreaterThan(100);
    const naming = readdirSync(assets).filter((name) => name.endsWith('.js') && read(`assets/${name}`).includes(worker!.slice('assets/'.length)));
    expect(naming.every((name) => name.startsWith('MazePage-'))).toBe(true);
  });
});
