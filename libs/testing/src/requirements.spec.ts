import { requirement, REQUIREMENTS } from './requirements.js';

describe('requirements of tests', () => {
  const before = { ...process.env };
  afterEach(() => { process.env = { ...before }; });

  it('are found by what is there, and named with the line that installs them', () => {
    process.env.DECNET_TEST_MYSQL_URL = 'mysql://here/db';
    expect(requirement('mysql')).toMatchObject({ found: 'mysql://here/db', install: expect.stringContaining('mariadb-server') });
    delete process.env.DECNET_TEST_MYSQL_URL;
    process.env.PATH = '/nowhere';
    for (const name of ['mysql', 'chromium', 'nats'] as const) expect(requirement(name).found).toBeNull();
  });

  it('are demanded one by one, so that a machine that should have them cannot skip', () => {
    process.env.DECNET_TEST_REQUIRE = 'mysql, chromium';
    expect(REQUIREMENTS.filter((name) => requirement(name).demanded)).toEqual(['mysql', 'chromium']);
    delete process.env.DECNET_TEST_REQUIRE;
    expect(REQUIREMENTS.some((name) => requirement(name).demanded)).toBe(false);
  });
});
