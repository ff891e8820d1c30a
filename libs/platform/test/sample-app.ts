import { Body, Controller, Delete, Get, Module, Post, Query, Res } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Type } from 'class-transformer';
import { IsArray, IsInt, IsOptional, IsString, Length, Max, Min, ValidateNested } from 'class-validator';
import type { FastifyReply } from 'fastify';
import {
  AcceptBody, Access, configureApp, createAdapter, createLogger, CurrentUser, loadConfig, PlatformModule, SseStreams, TOKEN_VERIFIER, UuidParam,
  type Config, type Principal, type Revocation, type RouteTable, type SseStream, type TokenVerifier,
} from '../src/index.js';

class Part {
  @IsString() @Length(1, 20) label!: string;
}
class Thing {
  @IsString() @Length(1, 20) name!: string;
  @IsOptional() @IsInt() @Min(1) @Max(5) size?: number;
  @IsOptional() @IsArray() @ValidateNested({ each: true }) @Type(() => Part) parts?: Part[];
}
class ThingQuery {
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) limit?: number;
}

/** Tokens are `role:name[:flag]`; what is listed as revoked is refused. */
export class SampleVerifier implements TokenVerifier {
  readonly revoked = new Set<string>();
  expiresAt = Date.now() + 3_600_000;
  private readonly listeners = new Set<(revocation: Revocation) => void>();

  verify(token: string): Promise<Principal | null> {
    const [role, username, flag] = token.split(':');
    if ((role !== 'viewer' && role !== 'admin') || !username || this.revoked.has(token)) return Promise.resolve(null);
    return Promise.resolve({ userId: username, username, role, sessionId: token, expiresAt: this.expiresAt, mustChangePassword: flag === 'must-change' });
  }

  async isStillValid(principal: Principal): Promise<boolean> {
    return (await this.verify(principal.sessionId)) !== null;
  }

  onRevoked(listener: (revocation: Revocation) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  revoke(token: string): void {
    this.revoked.add(token);
    for (const listener of this.listeners) listener({ sessionId: token });
  }
}

@Controller('things')
class ThingsController {
  static readonly opened: SseStream[] = [];

  constructor(private readonly streams: SseStreams) {}

  @Get() @Access('viewer')
  list(@Query() query: ThingQuery): ThingQuery {
    return query;
  }

  @Post() @Access('admin')
  create(@Body() body: Thing, @CurrentUser() user: Principal): object {
    return { ...body, by: user.username };
  }

  @Post('import') @Access('admin') @AcceptBody({ limitBytes: 2 * 1024 * 1024, mediaTypes: ['application/yaml'] })
  import(@Body() body: unknown): object {
    return { kind: typeof body, length: JSON.stringify(body).length };
  }

  @Get('me') @Access('signed-in')
  me(@CurrentUser() user: Principal): Principal {
    return user;
  }

  @Get('broken') @Access('public')
  broken(): never {
    throw new Error('the password of the database is hunter2');
  }

  @Get('stream') @Access('viewer')
  stream(@Res() reply: FastifyReply): void {
    ThingsController.opened.push(this.streams.open(reply));
  }

  @Get(':id') @Access('viewer')
  one(@UuidParam('id') id: string): object {
    return { id };
  }

  @Delete(':id') @Access('admin')
  remove(@UuidParam('id') id: string): object {
    return { id };
  }
}

export interface SampleApp {
  app: NestFastifyApplication;
  url: string;
  port: number;
  routes: RouteTable;
  verifier: SampleVerifier;
  streams: SseStreams;
  /** The server's ends of the streams, oldest first. */
  opened: SseStream[];
  logLines: string[];
  close(): Promise<void>;
}

export interface SampleOptions {
  flags?: Record<string, unknown>;
  webRoot?: string;
  controllers?: (new () => object)[];
}

/** A whole server on a free port, with the platform and one controller. */
export async function startSampleApp({ flags, webRoot, controllers = [] }: SampleOptions = {}): Promise<SampleApp> {
  const verifier = new SampleVerifier();
  const logLines: string[] = [];
  const config: Config = loadConfig({ env: {}, cwd: '/nonexistent', flags: { dataDir: '/nonexistent', ...flags } });
  const logger = createLogger({ level: 'debug', worker: 'test', destination: { write: (line) => void logLines.push(line) } });

  @Module({ providers: [{ provide: TOKEN_VERIFIER, useValue: verifier }], exports: [TOKEN_VERIFIER] })
  class VerifierModule {}
  @Module({
    imports: [{ module: VerifierModule, global: true }, PlatformModule.forRoot(config, logger)],
    controllers: [ThingsController, ...controllers],
  })
  class SampleModule {}

  const app = await NestFactory.create<NestFastifyApplication>(SampleModule, createAdapter(), { logger: false, bodyParser: false, abortOnError: false });
  const routes = configureApp(app, { ...(webRoot !== undefined && { webRoot }) });
  await app.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as { port: number };
  ThingsController.opened.length = 0;
  return { app, url: `http://127.0.0.1:${port}`, port, routes, verifier, streams: app.get(SseStreams), opened: ThingsController.opened, logLines, close: () => app.close() };
}
