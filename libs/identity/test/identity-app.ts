import { Controller, Get, Module, Res } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { migrate, openDatabase, PersistenceModule, type Database } from '@decnet/persistence';
import { Access, configureApp, createAdapter, createLogger, loadConfig, PlatformModule, Secret, SseStreams, type RouteTable } from '@decnet/platform';
import type { FastifyReply } from 'fastify';
import { ensureFirstAdmin, IdentityModule } from '../src/index.js';

export const SECRET = 'a key for tests, long enough to be accepted';
export const ADMIN_PASSWORD = 'correct horse';

@Controller('rooms')
class RoomsController {
  constructor(private readonly streams: SseStreams) {}

  @Get() @Access('viewer')
  all(): string[] { return []; }

  @Get('secret') @Access('admin')
  secret(): string[] { return []; }

  @Get('stream') @Access('viewer')
  stream(@Res() reply: FastifyReply): void { this.streams.open(reply); }
}

export interface Answer {
  status: number;
  headers: Headers;
  body: Record<string, unknown> & { code?: string };
}

/** A server with sign-in and one foreign controller, on a database of its own. */
export class IdentityApp {
  private constructor(readonly app: NestFastifyApplication, readonly database: Database, readonly routes: RouteTable, readonly url: string) {}

  static async start(): Promise<IdentityApp> {
    const database = await openDatabase('sqlite::memory:');
    await migrate(database);
    await ensureFirstAdmin(database, { password: ADMIN_PASSWORD });
    const config = loadConfig({ env: {}, cwd: '/nonexistent' });
    const logger = createLogger({ level: 'silent', worker: 'test' });

    @Module({
      imports: [PlatformModule.forRoot(config, logger), PersistenceModule.forRoot(database), IdentityModule.forRoot(new Secret(SECRET))],
      controllers: [RoomsController],
    })
    class TestModule {}
    const app = await NestFactory.create<NestFastifyApplication>(TestModule, createAdapter(), { logger: false, bodyParser: false, abortOnError: false });
    const routes = configureApp(app);
    await app.listen(0, '127.0.0.1');
    const { port } = app.getHttpServer().address() as { port: number };
    return new IdentityApp(app, database, routes, `http://127.0.0.1:${port}/api/v1`);
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.database.close();
  }

  async call(method: string, path: string, token?: string, body?: unknown): Promise<Answer> {
    const headers: Record<string, string> = { ...(token && { authorization: `Bearer ${token}` }), ...(body !== undefined && { 'content-type': 'application/json' }) };
    const response = await fetch(this.url + path, { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text ? (JSON.parse(text) as Answer['body']) : {} };
  }

  stream(token: string): Promise<Response> {
    return fetch(`${this.url}/rooms/stream`, { headers: { authorization: `Bearer ${token}` } });
  }

  async signIn(username: string, password: string): Promise<string> {
    const { status, body } = await this.call('POST', '/auth/login', undefined, { username, password });
    if (status !== 200) throw new Error(`${username} could not sign in: ${status} ${String(body.code)}`);
    return body['accessToken'] as string;
  }

  async addUser(admin: string, username: string, role: 'viewer' | 'admin', mustChangePassword = false): Promise<string> {
    const { body } = await this.call('POST', '/users', admin, { username, password: PASSWORD, role, mustChangePassword });
    return body['id'] as string;
  }
}

export const PASSWORD = 'a good password';
