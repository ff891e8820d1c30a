import { describe, expect, it } from '@jest/globals';
import { EMPTY_FORM } from './generateForm';
import { previewOf } from './preview';

describe('the preview of a generated maze', () => {
  it('counts more the deeper it goes', () => {
    const [shallow, deep] = [2, 5].map((depth) => previewOf({ ...EMPTY_FORM, depth }).counts!);
    expect(deep!.lans).toBeGreaterThan(shallow!.lans);
    expect(deep!.deckies).toBeGreaterThan(shallow!.deckies);
  });

  // Guards against a dialog that offers what the server must refuse, or the other way round: both ask the same rules.
  it('names the field that makes no sense', () => {
    const preview = previewOf({ ...EMPTY_FORM, subnetBase: 'banana' });
    expect(preview.counts).toBeNull();
    expect(preview.messages.map(({ path }) => path)).toEqual(['subnetBase']);
  });

  it('warns of mazes beyond the limits', () => {
    expect(previewOf({ ...EMPTY_FORM, depth: 16, branchingFactor: 8 }).tooLarge).toBe(true);
    expect(previewOf(EMPTY_FORM).tooLarge).toBe(false);
  });
});
