import { describeProblem, problemOf } from './problem.js';

const problem = { type: 'urn:decnet:problem:invalid-request', title: 'Bad Request', status: 400, detail: 'two fields are wrong', code: 'INVALID_REQUEST' as const };

describe('a problem document, told to people', () => {
  it('names every field that is wrong', () => {
    const errors = [{ path: 'depth', message: 'must not be greater than 16' }, { path: 'lans.0.subnet', message: 'is no CIDR' }];
    expect(describeProblem({ ...problem, errors })).toBe('two fields are wrong (INVALID_REQUEST)\n  depth: must not be greater than 16\n  lans.0.subnet: is no CIDR');
  });

  it('lists the rules that a maze breaks', () => {
    const issues = [{ severity: 'error', code: 'DMZ_MISSING', message: 'the maze has no DMZ', target: { kind: 'topology', id: null } }];
    expect(describeProblem({ ...problem, code: 'VALIDATION_FAILED', issues })).toContain('\n  error DMZ_MISSING: the maze has no DMZ');
  });

  it("shows what the code brings along, such as the versions of a conflict, and not the document's own frame", () => {
    const text = describeProblem({ ...problem, code: 'VERSION_CONFLICT', detail: 'somebody was faster', current: 7, expected: 6, requestId: 'r-1' });
    expect(text).toBe('somebody was faster (VERSION_CONFLICT)\n  current: 7\n  expected: 6');
  });

  it('does not let a name from outside speak to the terminal', () => {
    expect(describeProblem({ ...problem, detail: 'no \u001b[2J' })).not.toContain('\u001b');
  });

  it('says so when whatever answers is no DECNET', async () => {
    const error = await problemOf(new Response('<html>It works!</html>', { status: 404 }));
    expect(error.message).toContain('is that a DECNET?');
    expect(error.exitCode).toBe(1);
  });
});
