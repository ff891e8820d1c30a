export * from './cidr.js';
export * from './subnets.js';
export * from './addresses.js';
