export { accountsOf, type Login, type Machine } from './machine.js';
export { Shell } from './shell.js';
export { greeting } from './terminal/greeting.js';
export { Interactive, type Terminal } from './terminal/interactive.js';
