import { RowTail } from './row-tail.js';

interface Row { seq: number }

/** A table that grows, read with the delays of a real one. */
function growing() {
  const rows: Row[] = [];
  let reads = 0;
  return {
    rows,
    get reads() { return reads; },
    add: (n: number) => { for (let i = 0; i < n; i++) rows.push({ seq: rows.length + 1 }); },
    source: {
      after: async (seq: number, limit: number) => {
        reads += 1;
        const answer = rows.filter((row) => row.seq > seq).slice(0, limit);
        await new Promise((resolve) => setImmediate(resolve));
        return answer;
      },
      encode: (row: Row) => `${row.seq}\n`,
    },
  };
}

const fail = (error: unknown) => { throw error; };
const until = async (condition: () => boolean) => { while (!condition()) await new Promise((resolve) => setImmediate(resolve)); };
const upTo = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i + 1);

describe('RowTail', () => {
  it('gives each of many readers that join at different places every row once and in order, while rows arrive', async () => {
    const table = growing();
    table.add(1_200);
    const tail = new RowTail<Row>(table.source, fail);
    const seen: number[][] = [];
    const starts = [0, 700, 1_200, 3, 1_199];
    await Promise.all(starts.map(async (start, i) => {
      seen[i] = [];
      await tail.join(start, (frames) => { seen[i]!.push(...frames.map((f) => f.row.seq)); });
    }));
    for (let i = 0; i < 50; i++) {
      table.add(37);
      tail.wake();
      if (i % 7 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    const last = table.rows.length;
    await until(() => seen.every((s) => s.at(-1) === last));
    starts.forEach((start, i) => expect(seen[i]).toEqual(upTo(start, last)));
  });

  it('reads once for all readers', async () => {
    const table = growing();
    const tail = new RowTail<Row>(table.source, fail);
    const counts = Array.from({ length: 200 }, () => 0);
    await Promise.all(counts.map((_, i) => tail.join(0, (frames) => { counts[i]! += frames.length; })));
    const before = table.reads;
    table.add(10);
    tail.wake();
    await until(() => counts.every((n) => n === 10));
    expect(table.reads - before).toBeLessThanOrEqual(2);
  });

  it('a wake-up that arrives while it reads is not lost', async () => {
    const table = growing();
    const tail = new RowTail<Row>(table.source, fail);
    const seen: number[] = [];
    await tail.join(0, (frames) => { seen.push(...frames.map((f) => f.row.seq)); });
    table.add(1);
    tail.wake();
    table.add(1);
    tail.wake();
    await until(() => seen.length === 2);
  });

  it('finds rows that nobody announced', async () => {
    const table = growing();
    const tail = new RowTail<Row>(table.source, fail, 5);
    const seen: number[] = [];
    const leave = await tail.join(0, (frames) => { seen.push(...frames.map((f) => f.row.seq)); });
    table.add(3);
    await until(() => seen.length === 3);
    leave();
    expect(tail.size).toBe(0);
  });

  it('sends bytes that hold exactly the frames a reader gets', async () => {
    const table = growing();
    table.add(4);
    const tail = new RowTail<Row>(table.source, fail);
    const texts: string[] = [];
    await tail.join(2, (frames, bytes) => { expect(bytes.toString()).toBe(frames.map((f) => f.text).join('')); texts.push(bytes.toString()); });
    await until(() => texts.join('') === '3\n4\n');
  });

  it('goes on after a read that failed', async () => {
    const table = growing();
    const errors: unknown[] = [];
    let broken = true;
    const source = { ...table.source, after: async (seq: number, limit: number) => { if (broken) throw new Error('database away'); return table.source.after(seq, limit); } };
    const tail = new RowTail<Row>(source, (error) => errors.push(error), 5);
    const seen: number[] = [];
    await tail.join(0, (frames) => { seen.push(...frames.map((f) => f.row.seq)); });
    table.add(2);
    await until(() => errors.length > 0);
    broken = false;
    await until(() => seen.length === 2);
  });
});
