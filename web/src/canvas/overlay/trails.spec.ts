import { describe, expect, it } from '@jest/globals';
import { addTraffic, heatOf, isAlive, NO_TRAFFIC, SPARK_MS, STEP_MS } from './trails';

const at = (seq: number, srcIp: string, deckyId: string, sessionId = `session ${seq}`) => ({ seq, srcIp, deckyId, sessionId });

describe('trails of attackers', () => {
  it('lead from the DMZ to the first decky of a source, and on to the next', () => {
    const traffic = addTraffic(NO_TRAFFIC, [at(2, 'a', 'd2'), at(1, 'a', 'd1'), at(3, 'b', 'd1'), at(4, 'a', 'd2')], 100);
    expect(traffic.steps.map(({ srcIp, from, to }) => [srcIp, from, to])).toEqual([['a', null, 'd1'], ['a', 'd1', 'd2'], ['b', null, 'd1']]);
    expect(traffic.sparks).toHaveLength(4);
    expect(addTraffic(traffic, [at(5, 'b', 'd3')], 200).steps.at(-1)).toMatchObject({ from: 'd1', to: 'd3' });
  });

  it('do not lead back when a session ends that began before', () => {
    const { steps, sparks } = addTraffic(NO_TRAFFIC, [at(1, 'a', 'd1', 's1'), at(2, 'a', 'd2', 's2'), at(3, 'a', 'd1', 's1')], 0);
    expect([steps.map(({ to }) => to), sparks.length]).toEqual([['d1', 'd2'], 3]);
  });

  it('fade, and a source is remembered longer than its trail', () => {
    const traffic = addTraffic(NO_TRAFFIC, [at(1, 'a', 'd1')], 0);
    expect([isAlive(traffic, SPARK_MS), isAlive(traffic, STEP_MS)]).toEqual([true, false]);
    const later = addTraffic(traffic, [at(2, 'a', 'd2')], STEP_MS + 1);
    expect(later.steps.map(({ from, to }) => [from, to])).toEqual([['d1', 'd2']]);
  });

  it('stay bounded in a flood', () => {
    const flood = Array.from({ length: 5_000 }, (_, seq) => at(seq, `source ${seq}`, 'd1'));
    const { steps, sparks, last } = addTraffic(NO_TRAFFIC, flood, 0);
    expect([steps.length, sparks.length, last.size]).toEqual([200, 200, 500]);
  });

  it('give heat in orders of magnitude', () => {
    expect([heatOf(0, 10), heatOf(10, 10), heatOf(1, 1_000_000)]).toEqual([0, 1, expect.closeTo(0.05, 1)]);
  });
});
