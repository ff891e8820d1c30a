import { connect } from 'node:net';

/** Sends bytes as they are, HTTP or not. @returns what came back until the server closed, or had answered once and stayed silent */
export function rawRequest(url: string, bytes: string): Promise<{ status: number; contentType: string | null; text: string }> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname, port: Number(port) });
    let answer = '';
    socket.setTimeout(10_000, () => socket.destroy(new Error('no answer within 10 s')));
    socket.on('data', (chunk) => { answer += chunk.toString(); });
    socket.on('error', (error: NodeJS.ErrnoException) => { if (error.code !== 'ECONNRESET' && error.code !== 'EPIPE') reject(error); });
    socket.on('close', () => resolve(parse(answer)));
    socket.write(bytes);
  });
}

function parse(answer: string): { status: number; contentType: string | null; text: string } {
  const [head = '', ...rest] = answer.split('\r\n\r\n');
  const contentType = /^content-type: (.*)$/im.exec(head)?.[1]?.trim() ?? null;
  return { status: Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1] ?? 0), contentType, text: rest.join('\r\n\r\n') };
}
