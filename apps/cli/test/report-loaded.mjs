// `node --import report-loaded.mjs`: writes every module that is loaded to the file DECNET_TEST_LOADED.
import { register } from 'node:module';

const hook = `import { appendFileSync } from 'node:fs';
export async function load(url, context, next) {
  appendFileSync(${JSON.stringify(process.env.DECNET_TEST_LOADED)}, url + '\\n');
  return next(url, context);
}`;
register(`data:text/javascript,${encodeURIComponent(hook)}`);
