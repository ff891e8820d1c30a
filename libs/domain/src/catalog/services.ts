import type { ServiceDefinition } from './types.js';

const USER = '^[a-z_][a-z0-9_-]{0,31}$';
const ONE_LINE = '^[^\\u0000-\\u001f\\u007f]*$';

/** Every service that a decky can run: the list holds only what works. Sorted by slug. */
export const SERVICES: readonly ServiceDefinition[] = [
  {
    slug: 'http',
    displayName: 'HTTP',
    description: 'Web server with a front page and a login form',
    ports: [{ port: 80, protocol: 'tcp' }],
    config: [
      { name: 'title', label: 'Page title', help: 'Shown on the front page and on the login form', type: 'string', min: 1, max: 80, pattern: ONE_LINE },
      { name: 'server', label: 'Server software', help: 'Which web server it pretends to be; else chosen by the machine', type: 'enum', options: ['nginx', 'apache'] },
      { name: 'user', label: 'User', help: 'Name that the login form accepts, together with the password', type: 'string', min: 1, max: 64, pattern: ONE_LINE },
      { name: 'password', label: 'Password', help: 'Without it nobody gets in', type: 'string', secret: true, min: 1, max: 128, pattern: ONE_LINE },
    ],
  },
  {
    slug: 'ssh',
    displayName: 'SSH',
    description: 'OpenSSH server with a shell behind it',
    ports: [{ port: 22, protocol: 'tcp' }],
    config: [
      { name: 'user', label: 'User', help: 'Login name that is let in', type: 'string', default: 'root', min: 1, max: 32, pattern: USER },
      { name: 'password', label: 'Password', help: 'Exactly this pair logs in; without it nobody does', type: 'string', secret: true, min: 1, max: 128, pattern: ONE_LINE },
    ],
  },
];
