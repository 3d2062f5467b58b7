import { Injectable } from '@nestjs/common';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { clauseRef, planClauses, type PlanClause } from '../core/policy/work-plan.js';
import { REFERENCE_FOLDER } from '../platform/config/project.js';

/** The text of the work plan by clause. It ships with the product and is read once: nobody edits a published plan. */
@Injectable()
export class WorkPlan {
  private clauses: Promise<ReadonlyMap<string, PlanClause>> | null = null;

  /** All clauses by their number, in the order of the plan. */
  async all(): Promise<ReadonlyMap<string, PlanClause>> {
    this.clauses ??= read();
    return this.clauses;
  }

  /** The clause that a reference such as `三（一）1 煤炭行业` begins with; null when the plan has none of that number. */
  async clause(reference: string): Promise<PlanClause | null> {
    return (await this.all()).get(clauseRef(reference)) ?? null;
  }
}

async function read(): Promise<ReadonlyMap<string, PlanClause>> {
  const text = await readFile(join(REFERENCE_FOLDER, 'work-plan.zh.txt'), 'utf8');
  return new Map(planClauses(text).map((clause) => [clause.ref, clause]));
}
