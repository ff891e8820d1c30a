// `node --import report-cpu.mjs`: at its end, the process writes the milliseconds of processor time it took to the file DECNET_TEST_CPU.
import { writeFileSync } from 'node:fs';

process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  writeFileSync(process.env.DECNET_TEST_CPU, String((user + system) / 1_000));
});
