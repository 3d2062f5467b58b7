/**
 * How many events the relay has still to take further, and since when the oldest waits (null: none), as a table of one row for SQL. By the
 * relay's own counters, since positions have no gaps: counting the events themselves reads the whole outbox, which is never emptied.
 */
export const UNDELIVERED = `(select r.stamped - r.delivered + unstamped.count as count, least(unstamped.at, (select at from platform_outbox where position = r.delivered + 1)) as since
  from platform_relay r, (select count(*), min(at) as at from platform_outbox where position is null) as unstamped) as undelivered`;
