export { TopologyModule, type TopologyOptions } from './topology.module.js';
