export { listenOnSocket, SocketInUse, type SocketPlace } from './listen-socket.js';
