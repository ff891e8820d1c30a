/** What one attempt came to: how the browser refused it, or what it got. */
export interface Attempt { name: string; got: string }

/**
 * A script that runs in a page of another origin. `attack(target, mazeId)` tries everything that a page can do to another site and resolves with what each
 * attempt got; `refused` is what every one should say. Plain JavaScript, because the browser runs it as it stands here.
 */
export const ATTACKS = `
const WAIT_MS = 1500;
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const within = (promise) => Promise.race([promise, wait(WAIT_MS).then(() => 'refused')]);
const tried = async (work) => { try { return (await within(work())) ?? 'nothing'; } catch { return 'refused'; } };
const readable = async (response) => (response.type === 'opaque' ? (await response.text()) || 'refused' : response.status + ' ' + (await response.text()).slice(0, 100));

function loaded(tag, attributes) {
  return new Promise((resolve) => {
    const element = document.createElement(tag);
    element.onload = () => resolve('loaded');
    element.onerror = () => resolve('refused');
    Object.assign(element, attributes);
    document.head.append(element);
  });
}

async function framed(src) {
  const frame = document.createElement('iframe');
  const shown = new Promise((resolve) => { frame.onload = resolve; });
  frame.src = src;
  document.body.append(frame);
  await Promise.race([shown, wait(WAIT_MS)]);
  try { return frame.contentDocument ? 'read ' + frame.contentDocument.body.innerText.slice(0, 100) : 'refused'; } catch { return 'refused'; }
}

async function posted(action, enctype, fields) {
  const frame = document.createElement('iframe');
  frame.name = 'f' + Math.random();
  document.body.append(frame);
  const form = Object.assign(document.createElement('form'), { method: 'POST', action, enctype, target: frame.name });
  for (const [name, value] of Object.entries(fields)) form.append(Object.assign(document.createElement('input'), { name, value }));
  document.body.append(form);
  form.submit();
  await wait(300);
  try { return frame.contentDocument && frame.contentDocument.location.href !== 'about:blank' ? 'read ' + frame.contentDocument.body.innerText : 'refused'; } catch { return 'refused'; }
}

async function opened(address) {
  const messages = [];
  addEventListener('message', (event) => messages.push(event.data));
  const popup = open(address, '_blank', 'width=300,height=300');
  await wait(800);
  if (popup === null) return 'not opened';
  for (const message of ['token', { type: 'token' }, { type: 'session' }, null]) popup.postMessage(message, '*');
  await wait(200);
  let seen = 'refused';
  try { seen = 'read ' + popup.document.title + popup.sessionStorage.length; } catch { /* as it should be */ }
  try { popup.location.hash; seen = 'read its address'; } catch { /* as it should be */ }
  return messages.length > 0 ? 'was told ' + JSON.stringify(messages) : popup.closed ? seen : seen + ', and holds the window';
}

window.attack = async (target, mazeId) => {
  const api = target + '/api/v1';
  const maze = api + '/topologies/' + mazeId;
  const json = { 'content-type': 'application/json' };
  const body = JSON.stringify({ name: 'made by a decoy' });
  const attempts = {
    'fetch with credentials': () => fetch(api + '/topologies', { credentials: 'include' }).then(readable),
    'fetch without asking': () => fetch(api + '/topologies', { credentials: 'include', mode: 'no-cors' }).then(readable),
    'fetch of who I am': () => fetch(api + '/auth/me', { credentials: 'include' }).then(readable),
    'fetch of the page': () => fetch(target + '/', { credentials: 'include' }).then(readable),
    'fetch with a token': () => fetch(api + '/topologies', { headers: { authorization: 'Bearer x' } }).then(readable),
    'a JSON write': () => fetch(api + '/topologies/blank', { method: 'POST', headers: json, body, credentials: 'include' }).then(readable),
    'a write of plain text': () => fetch(api + '/topologies/blank', { method: 'POST', body, credentials: 'include', mode: 'no-cors' }).then(readable),
    'a delete': () => fetch(maze, { method: 'DELETE', credentials: 'include' }).then(readable),
    'a logout': () => fetch(api + '/auth/logout', { method: 'POST', credentials: 'include', mode: 'no-cors' }).then(readable),
    'XMLHttpRequest': () => new Promise((resolve) => {
      const request = Object.assign(new XMLHttpRequest(), { withCredentials: true, onload: () => resolve(request.responseText), onerror: () => resolve('refused') });
      request.open('GET', maze);
      request.send();
    }),
    'EventSource': () => new Promise((resolve) => {
      const source = new EventSource(maze + '/events', { withCredentials: true });
      source.onmessage = source.onopen = () => resolve('open');
      source.onerror = () => { source.close(); resolve('refused'); };
    }),
    'WebSocket': () => new Promise((resolve) => {
      const socket = new WebSocket(maze.replace('http', 'ws') + '/events');
      socket.onopen = () => resolve('open');
      socket.onerror = () => resolve('refused');
    }),
    'a beacon': async () => { navigator.sendBeacon(api + '/topologies/blank', new Blob([body], { type: 'text/plain' })); return 'refused'; },
    'a form': () => posted(api + '/topologies/blank', 'application/x-www-form-urlencoded', { name: 'made by a decoy' }),
    'a form of plain text': () => posted(api + '/topologies/blank', 'text/plain', { '{"name": "made by a decoy", "x': '": 1}' }),
    'a form of parts': () => posted(maze + '/deploy', 'multipart/form-data', { dryRun: 'false' }),
    'a form that logs out': () => posted(api + '/auth/logout', 'text/plain', {}),
    'a form that signs in': () => posted(api + '/auth/login', 'text/plain', { '{"username": "admin", "password": "guess", "x': '": 1}' }),
    'the API as a script': () => loaded('script', { src: api + '/topologies' }),
    'the document as a script': () => loaded('script', { src: target + '/api/docs-json' }),
    'the API as a style': () => loaded('link', { rel: 'stylesheet', href: api + '/topologies' }),
    'the API as an image': () => loaded('img', { src: maze }),
    'the icon as an image': () => loaded('img', { src: target + '/favicon.svg' }),
    'a script of the page': () => loaded('script', { src: target + '/first-paint.js' }),
    'a frame of the API': () => framed(maze),
    'a frame of the page': () => framed(target + '/mazes'),
    'a window of the page': () => opened(target + '/mazes/' + mazeId),
    'a worker of the page': async () => { new SharedWorker(target + '/first-paint.js'); return 'started'; },
    'a service worker there': () => navigator.serviceWorker.register(target + '/first-paint.js').then(() => 'registered'),
    'a channel': () => new Promise((resolve) => { new BroadcastChannel('decnet').onmessage = ({ data }) => resolve('heard ' + data); }),
    'storage': async () => JSON.stringify({ ...sessionStorage, ...localStorage }).replace('{}', 'refused'),
    'cookies': async () => document.cookie || 'refused',
    'databases': async () => ((await indexedDB.databases()).length > 0 ? 'found' : 'refused'),
  };
  const results = [];
  for (const [name, attempt] of Object.entries(attempts)) results.push({ name, got: String(await tried(attempt)) });
  return results;
};
`;
