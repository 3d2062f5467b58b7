import type { LoggerService } from '@nestjs/common';
import type { Logger } from './logger.js';

type Level = 'trace' | 'debug' | 'warn' | 'error' | 'fatal';

/** Nest's own lines through the process's logger, one step quieter: what it says at start-up is of use to developers only. */
export class NestLog implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown, ...more: unknown[]): void {
    this.write('debug', message, more);
  }

  debug(message: unknown, ...more: unknown[]): void {
    this.write('trace', message, more);
  }

  verbose(message: unknown, ...more: unknown[]): void {
    this.write('trace', message, more);
  }

  warn(message: unknown, ...more: unknown[]): void {
    this.write('warn', message, more);
  }

  error(message: unknown, ...more: unknown[]): void {
    this.write('error', message, more);
  }

  fatal(message: unknown, ...more: unknown[]): void {
    this.write('fatal', message, more);
  }

  /** Nest appends the name of the speaker, and for errors a stack before it. */
  private write(level: Level, message: unknown, more: readonly unknown[]): void {
    const texts = more.filter((one): one is string => typeof one === 'string');
    const stack = texts.find((text) => text.includes('\n'));
    const context = texts.filter((text) => text !== stack).at(-1);
    const err = message instanceof Error ? message : more.find((one) => one instanceof Error);
    this.logger[level]({ nest: context ?? true, ...(err === undefined ? {} : { err }), ...(stack === undefined ? {} : { stack }) }, textOf(message));
  }
}

function textOf(message: unknown): string {
  if (message instanceof Error) return message.message;
  return typeof message === 'string' ? message : JSON.stringify(message) ?? String(message);
}
