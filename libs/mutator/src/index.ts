export { MutatorModule, MutatorRunner, type MutatorOptions } from './mutator.module.js';
export { type Checkpoint, WORK_STEPS, type WorkContext } from './work-context.js';
