const NEEDS = /\[needs (\w+): (.*)\]/;

/** Tests that did not run: by what they need, or by name where somebody switched them off. */
function skippedTests(result) {
  const byNeed = new Map();
  const switchedOff = [];
  for (const { assertionResults } of result.testResults) {
    for (const { status, fullName } of assertionResults) {
      if (status !== 'pending' && status !== 'todo') continue;
      const [, need, install] = NEEDS.exec(fullName) ?? [];
      if (!need) switchedOff.push(fullName);
      else byNeed.set(need, { install, names: [...(byNeed.get(need)?.names ?? []), fullName.replace(NEEDS, '').replace(/\s+/g, ' ')] });
    }
  }
  return { byNeed, switchedOff };
}

function describeSkipped({ byNeed, switchedOff }) {
  const needs = [...byNeed].flatMap(([need, { install, names }]) => [`${names.length} for want of ${need} (${install})`, ...names.map((name) => `  ${name}`)]);
  return [...needs, ...switchedOff.map((name) => `switched off: ${name}`)];
}

/**
 * What Jest's JSON says, in one look. A file that could not be loaded counts as a failed test, and so does every need that
 * was demanded (`DECNET_TEST_REQUIRE`, comma separated) and still led to skipped tests.
 * @param result Jest's `--json` output, null when there is none
 */
export function summarise(result, demanded) {
  if (!result) return { passed: 0, failed: 1, skipped: [] };
  const skipped = skippedTests(result);
  const brokenFiles = result.testResults.filter(({ status, assertionResults }) => status === 'failed' && !assertionResults.some((test) => test.status === 'failed'));
  const unmet = demanded.split(',').map((name) => name.trim()).filter((name) => skipped.byNeed.has(name));
  return {
    passed: result.numPassedTests,
    failed: result.numFailedTests + brokenFiles.length + unmet.length,
    skipped: describeSkipped(skipped),
  };
}
