export { runProcess, type Start } from './run-process.js';
