// A UNIX socket that passes whatever one connection sends on to all others: node bare-relay.mjs <path>
import { createServer } from 'node:net';

const sockets = new Set();
createServer((socket) => {
  sockets.add(socket);
  socket.on('error', () => socket.destroy()).on('close', () => sockets.delete(socket));
  socket.on('data', (bytes) => { for (const other of sockets) if (other !== socket) other.write(bytes); });
}).listen(process.argv[2], () => console.log('ready'));
