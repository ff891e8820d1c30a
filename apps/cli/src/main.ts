#!/usr/bin/env node
import { flushed, processIo } from './io.js';
import { run } from './run.js';

const exitCode = await run(process.argv.slice(2), processIo());
await flushed();
process.exit(exitCode);
