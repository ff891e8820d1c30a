// What a page does while somebody works in it: frames, long tasks, heap.
import { quantile } from './figures.mjs';

const WATCH = `(() => {
  const frames = [];
  let last = performance.now();
  let going = true;
  const tick = (now) => {
    frames.push(now - last);
    last = now;
    if (going) requestAnimationFrame(tick);
  };
  requestAnimationFrame((now) => { last = now; requestAnimationFrame(tick); });
  window.benchFrames = () => { going = false; return frames; };
})()`;

/** Times between frames while `work` goes on. */
export async function framesDuring(page, work) {
  await page.evaluate(WATCH);
  await work();
  const frames = await page.evaluate('window.benchFrames()');
  return { p50: quantile(frames, 0.5), p95: quantile(frames, 0.95), frames: frames.length };
}

/** Drags the pointer along a circle: what begins on empty ground pans, what begins on a card drags it. */
export async function dragAround(page, from, steps = 90) {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  for (let step = 1; step <= steps; step += 1) {
    const angle = (step / steps) * 4 * Math.PI;
    await page.mouse.move(from.x + 120 * Math.sin(angle), from.y + 80 * (1 - Math.cos(angle)));
  }
  await page.mouse.up();
}

/** Megabytes of live objects. */
export async function heapOf(page) {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return usedSize / 2 ** 20;
}
