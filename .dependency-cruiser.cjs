/**
 * The arrows between rooms. They point down only:
 *   apps -> feature libs -> { persistence, engine, bus, platform } -> contract -> domain
 *   engine, apps/decky -> honeypots -> domain        web -> contract (types), domain
 */
const TEST_CODE = '\\.spec\\.tsx?$|^(apps|libs)/[^/]+/test/|^libs/testing/|^e2e/';
const BASE = '(persistence|engine|bus|platform)';
const FEATURE = '(?!(domain|contract|persistence|engine|bus|platform|honeypots|testing)/)[^/]+';

const libs = (names) => `^libs/${names}/`;
const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });
/** Further doors of libs, for processes and commands that must start fast: what is behind them loads no framework. */
const SIDE_DOORS = '^libs/(platform/src/(config|sockets)/index|identity/src/tokens/local-token|bus/src/(client|broker/index))\\.ts$';

/** What a room may import of the tree; packages are not its concern. */
const only = (room, path, allowed) =>
  forbid(`${room}-imports`, `${room} imports ${allowed.join(', ')} and nothing else of this tree`,
    { path, pathNot: TEST_CODE }, { path: '^(apps|libs|web|e2e)/', pathNot: [path, ...allowed.map((name) => libs(name))] });

module.exports = {
  forbidden: [
    only('domain', libs('domain'), []),
    only('contract', libs('contract'), ['domain']),
    only('honeypots', libs('honeypots'), ['domain']),
    only('persistence', libs('persistence'), ['contract', 'domain']),
    only('bus', libs('bus'), ['contract', 'domain']),
    only('platform', libs('platform'), ['contract', 'domain']),
    only('engine', libs('engine'), ['honeypots', 'contract', 'domain']),
    only('feature libs', libs(FEATURE), [FEATURE, BASE, 'contract', 'domain']),
    only('apps/decky', '^apps/decky/', ['honeypots', 'domain']),
    only('web', '^web/', ['contract', 'domain']),
    forbid('apps-alone', 'a process imports no other process; only `decnet up` starts them all',
      { path: '^apps/([^/]+)/', pathNot: `^apps/cli/|${TEST_CODE}` }, { path: '^(apps|web|e2e)/', pathNot: '^apps/$1/' }),
    forbid('agent-without-database', 'the agent never imports persistence',
      { path: '^(apps|libs)/agent/' }, { path: libs('persistence') }),

    forbid('front-doors', 'a lib is entered through its index.ts, or through one of the side doors',
      { path: '^(apps|libs|web|e2e)/([^/]+)/', pathNot: '^(apps|libs)/[^/]+/test/' },
      { path: '^libs/[^/]+/', pathNot: ['^libs/$2/', '^libs/[^/]+/src/index\\.ts$', SIDE_DOORS] }),
    forbid('side-doors-for-cli', 'only commands and small processes use the side doors',
      { path: '^(apps|libs|web|e2e)/([^/]+)/', pathNot: `^apps/(cli|bus|engine-host)/|${TEST_CODE}` },
      { path: SIDE_DOORS, pathNot: '^libs/$2/' }),
    forbid('web-takes-types', 'the page takes types only from the contract: its decorators would come along',
      { path: '^web/' }, { path: libs('contract'), dependencyTypesNot: ['type-only'] }),
    forbid('fast-commands', 'commands speak HTTP; what is heavy is loaded by `await import()` when a process is to run',
      { path: '^apps/cli/src/', pathNot: `^apps/cli/src/processes/|${TEST_CODE}` },
      {
        path: ['^libs/', '^apps/(?!cli/)', '^apps/cli/src/processes/', 'node_modules/(@nestjs|typeorm|fastify|class-validator|rxjs)'],
        pathNot: SIDE_DOORS,
        dependencyTypesNot: ['type-only', 'dynamic-import'],
      }),

    forbid('domain-is-pure', 'no Node, no framework: the domain also runs in the browser',
      { path: libs('domain'), pathNot: TEST_CODE }, { pathNot: ['^libs/domain/', 'node_modules/@noble/hashes/'] }),
    forbid('typeorm-in-persistence', 'only persistence knows the ORM and the drivers',
      { path: '^(apps|libs|web|e2e)/', pathNot: [libs('persistence'), '^e2e/bench/reference/'] },
      { path: 'node_modules/(typeorm|@nestjs/typeorm|better-sqlite3|mysql2)/' }),
    forbid('testing-for-tests', 'builders and fakes are for spec files',
      { path: '^(apps|libs|web)/', pathNot: TEST_CODE }, { path: `^libs/testing/|${TEST_CODE}` }),

    // A type alone is gone when the code runs, and so is the cycle.
    forbid('no-cycles', 'two files that need each other are one file or three', {}, { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } }),
    forbid('resolvable', 'every import leads somewhere', {}, { couldNotResolve: true }),
    forbid('declared-packages', 'what runs in production stands under dependencies',
      { path: '^(apps|libs)/', pathNot: `${TEST_CODE}|^apps/api/src/openapi/(write|source-metadata)\\.ts$` }, { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] }),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // metadata.ts is generated from every response class, wherever it lies.
    exclude: { path: '(^|/)dist/|^apps/api/src/openapi/metadata\\.ts$' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'], extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json', '.css'] },
  },
};
