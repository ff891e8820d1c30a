import { REQUIREMENTS, requirement } from '@decnet/testing';
import { summarise } from './test-summary.mjs';

const test = (status: string, fullName: string) => ({ status, fullName });
const file = (status: string, ...assertionResults: ReturnType<typeof test>[]) => ({ status, assertionResults });
const result = (...testResults: ReturnType<typeof file>[]) => {
  const count = (status: string) => testResults.flatMap((one) => one.assertionResults).filter((one) => one.status === status).length;
  return { numPassedTests: count('passed'), numFailedTests: count('failed'), testResults };
};
const needsMysql = test('pending', 'stores on MySQL [needs mysql: apt-get install -y mariadb-server] keeps a row');

describe('the summary of a test run', () => {
  it('counts what passed and what failed', () => {
    expect(summarise(result(file('failed', test('passed', 'a'), test('failed', 'b'))), '')).toMatchObject({ passed: 1, failed: 1 });
  });

  it('never calls a run good in which a file could not be loaded', () => {
    expect(summarise(result(file('passed', test('passed', 'a')), file('failed')), '')).toMatchObject({ passed: 1, failed: 1 });
  });

  it('never calls a run good that ended without a result', () => {
    expect(summarise(null, '')).toMatchObject({ passed: 0, failed: 1 });
  });

  it('names what was skipped, with the line that installs it', () => {
    const { skipped, failed } = summarise(result(file('passed', needsMysql, test('pending', 'off'))), 'chromium');
    expect(skipped).toEqual(['1 for want of mysql (apt-get install -y mariadb-server)', '  stores on MySQL keeps a row', 'switched off: off']);
    expect(failed).toBe(0);
  });

  it('fails when what was demanded led to a skip all the same', () => {
    expect(summarise(result(file('passed', needsMysql)), 'chromium,mysql').failed).toBe(1);
  });
});

describe('DECNET_TEST_REQUIRE', () => {
  const demanded = (process.env['DECNET_TEST_REQUIRE'] ?? '').split(',').map((name) => name.trim()).filter(Boolean);

  it('names nothing unknown and nothing that is missing here', () => {
    const missing = demanded.filter((name) => REQUIREMENTS.every((known) => known !== name) || requirement(name as never).found === null);
    expect(missing).toEqual([]);
  });
});
