// The process of one benchmark: node bench-runner.mjs <file> <where its tables go>
import { writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const [file, resultFile] = process.argv.slice(2);
const { default: benchmark } = await import(pathToFileURL(file).href);
const tables = [await benchmark()].flat();
const empty = tables.filter(({ rows }) => rows.length === 0);
if (tables.length === 0 || empty.length > 0) throw new Error(`${file} measured nothing`);
writeFileSync(resultFile, JSON.stringify(tables));
// What a benchmark left open must not keep the others waiting.
process.exit(0);
