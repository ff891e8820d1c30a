// The least of an application in Nest, Fastify and TypeORM on SQLite: node bare-nest.mjs <port> <folder>. One table, one route.
import 'reflect-metadata';
import { join } from 'node:path';
import { Controller, Get, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { DataSource, EntitySchema } from 'typeorm';

const [port, folder] = process.argv.slice(2);
const Thing = new EntitySchema({ name: 'thing', columns: { id: { type: Number, primary: true, generated: true }, name: { type: String } } });

class HealthController {
  live() {
    return { ok: true };
  }
}
Get('health/live')(HealthController.prototype, 'live', Object.getOwnPropertyDescriptor(HealthController.prototype, 'live'));
Controller()(HealthController);

class AppModule {}
const options = { type: 'better-sqlite3', database: join(folder, 'bare.db'), entities: [Thing], synchronize: true };
const database = { provide: DataSource, useFactory: () => new DataSource(options).initialize() };
Module({ providers: [database], controllers: [HealthController] })(AppModule);

const app = await NestFactory.create(AppModule, new FastifyAdapter(), { logger: false });
await app.listen(Number(port), '127.0.0.1');
process.once('SIGTERM', () => void app.close().then(() => process.exit(0)));
