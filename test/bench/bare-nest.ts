import 'reflect-metadata';
import { Controller, Get, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';

const { DATABASE_URL: url, PORT } = process.env;

/** The peer of a start: one page of one query. */
@Controller('rounds')
class Bare {
  constructor(private readonly database: DataSource) {}

  @Get()
  show(): Promise<unknown> {
    return this.database.query('select 1');
  }
}

/** Nest as it comes, on Fastify and TypeORM. */
@Module({ imports: [TypeOrmModule.forRoot({ type: 'postgres', url })], controllers: [Bare] })
class BareModule {}

async function serve(): Promise<void> {
  const app = await NestFactory.create<NestFastifyApplication>(BareModule, new FastifyAdapter(), { logger: false });
  await app.listen(Number(PORT), '127.0.0.1');
}

void serve();
process.on('SIGTERM', () => process.exit(0));
