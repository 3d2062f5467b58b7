import { Inject, Injectable, Optional } from '@nestjs/common';
import { Kind, type OperationDefinitionNode } from 'graphql';
import { Metrics, type Counter, type Histogram } from '../health/metrics.js';

/** Seconds; fewer steps than a route has, since there is a series for each root field. */
const SECONDS = [0.01, 0.05, 0.25, 1, 5];

/**
 * What operations tell a collector: how often and how long each root field was asked, and what was refused. Labels are root fields
 * of the schema and codes of the catalogue of messages, never what a caller named something. Without `Metrics` it counts nothing.
 */
@Injectable()
export class OperationFigures {
  private readonly seconds: Histogram | null;
  private readonly refusals: Counter | null;
  private readonly live: Counter | null;
  private readonly shortWay: Counter | null;

  constructor(@Optional() @Inject(Metrics) metrics: Metrics | null) {
    this.seconds = metrics?.histogram({ name: 'duijie_operation_seconds', help: 'Time an operation took to run, by its kind and first root field; `ok` is no when it answered errors.', labels: ['kind', 'field', 'ok'], buckets: SECONDS }) ?? null;
    this.refusals = metrics?.counter({ name: 'duijie_refusals_total', help: 'Refusals and errors answered, by code.', labels: ['code'] }) ?? null;
    this.live = metrics?.counter({ name: 'duijie_live_answers_total', help: 'Answers sent on live connections.' }) ?? null;
    this.shortWay = metrics?.counter({ name: 'duijie_known_operations_total', help: 'Queries answered the short way, since they were known word for word.' }) ?? null;
  }

  answered(operation: OperationDefinitionNode, seconds: number, ok: boolean): void {
    this.seconds?.observe(seconds, { kind: operation.operation, field: firstField(operation), ok: ok ? 'yes' : 'no' });
  }

  refused(code: string): void {
    this.refusals?.add({ code });
  }

  tookShortWay(): void {
    this.shortWay?.add();
  }

  sentLive(): void {
    this.live?.add();
  }
}

/** Validated operations name only fields of the schema; one that begins with a fragment is put under its kind alone. */
function firstField({ operation, selectionSet: { selections: [first] } }: OperationDefinitionNode): string {
  return first?.kind === Kind.FIELD ? first.name.value : operation;
}
