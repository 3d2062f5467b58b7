import type { Client } from 'pg';
import type { IndexRow } from './engine-document.js';

/** Where the writer stands. */
export interface WriterHead {
  readonly installation: string;
  readonly copy: string | null;
  /** Of PostgreSQL's index, that the copy was made of. */
  readonly generation: number | null;
  /** Of PostgreSQL's index, in use now. */
  readonly live: number;
  /** Snapshot of the database that the copy holds all of; null: none, or of another database. */
  readonly followed: string | null;
  /** Snapshot of this moment. */
  readonly now: string;
  /** Number of the last task of the copy. */
  readonly task: number | null;
  /** Products that the engine would not take. */
  readonly refused: readonly string[];
}

const ROW = `product_id as id, version::text, edition, deleted, name, models, called, tsvector_to_array(words) as words, class_ids as "classIds", specs, price_cny::text as "priceCny",
  energy_grade as "energyGrade", regions, certificates, supplier_id as "supplierId", published_ms::text as "publishedMs"`;

/** What the one writer reads and notes in PostgreSQL, over the connection whose lock makes it the only one. */
export class EngineFeed {
  constructor(private readonly client: Client) {}

  async head(): Promise<WriterHead> {
    // A snapshot of the future was taken in another database, of which this one is a copy.
    const { rows } = await this.client.query<WriterHead>(
      `select installation, copy, generation, (select live from platform_search_generation) as live, task::float8 as task, refused, pg_current_snapshot()::text as now,
         case when pg_snapshot_xmax(followed) <= pg_snapshot_xmax(pg_current_snapshot()) then followed::text end as followed from platform_search_engine`);
    const [row] = rows;
    if (row === undefined) throw new Error('The standing of the search engine is missing.');
    return row;
  }

  /**
   * Entries changed since a snapshot, by id. The transaction that changed an entry is what is compared: an order by number or
   * time would lose what was begun before the snapshot and committed after it.
   */
  async changes(generation: number, since: string, after: string, limit: number): Promise<IndexRow[]> {
    const { rows } = await this.client.query<IndexRow>(
      `select ${ROW} from platform_search_product where generation = $1 and changed >= pg_snapshot_xmin($2::pg_snapshot) and not pg_visible_in_snapshot(changed, $2::pg_snapshot)
         and product_id > $3 order by product_id limit $4`, [generation, since, after, limit]);
    return rows;
  }

  /** Entries by id, deleted ones left out. */
  async page(generation: number, after: string, limit: number): Promise<IndexRow[]> {
    const { rows } = await this.client.query<IndexRow>(
      `select ${ROW} from platform_search_product where generation = $1 and not deleted and product_id > $2 order by product_id limit $3`, [generation, after, limit]);
    return rows;
  }

  async entries(generation: number, ids: readonly string[]): Promise<IndexRow[]> {
    const { rows } = await this.client.query<IndexRow>(`select ${ROW} from platform_search_product where generation = $1 and product_id = any($2)`, [generation, ids]);
    return rows;
  }

  /** Version and edition of every entry, by id. */
  async versions(generation: number): Promise<Map<string, string>> {
    const { rows } = await this.client.query<{ id: string; state: string }>(
      `select product_id as id, version || ' ' || edition as state from platform_search_product where generation = $1 and not deleted`, [generation]);
    return new Map(rows.map(({ id, state }) => [id, state]));
  }

  async size(generation: number): Promise<number> {
    const { rows } = await this.client.query<{ n: string }>('select count(*) as n from platform_search_product where generation = $1 and not deleted', [generation]);
    return Number(rows[0]?.n ?? 0);
  }

  /** The copy holds everything that this snapshot saw. `task` null: as it was. */
  async noteFollowed(followed: string, task: number | null): Promise<void> {
    await this.client.query('update platform_search_engine set followed = $1::pg_snapshot, followed_at = clock_timestamp(), task = coalesce($2, task)', [followed, task]);
  }

  /** From now on this copy answers. */
  async noteCopy(copy: string, generation: number, followed: string, task: number): Promise<void> {
    await this.client.query(
      'update platform_search_engine set copy = $1, generation = $2, followed = $3::pg_snapshot, followed_at = clock_timestamp(), task = $4', [copy, generation, followed, task]);
  }

  /** No copy may answer. */
  async noteLost(): Promise<void> {
    await this.client.query('update platform_search_engine set copy = null, generation = null, followed = null, task = null where copy is not null');
  }

  async noteRefused(refused: readonly string[]): Promise<void> {
    await this.client.query('update platform_search_engine set refused = $1 where refused <> $1', [refused]);
  }
}
