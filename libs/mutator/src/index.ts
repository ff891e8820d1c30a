export { MutatorModule, MutatorRunner, type MutatorOptions } from './mutator.module.js';
