/** What a unit of `src/collectors/` is: it reads one kind of live source and never judges. */
import type { z } from 'zod';
import type { Reading } from '../records/reading.ts';
import type { AnyRecord } from '../records/record.ts';
import type { AlertProposalRecord } from '../subjects/incidents/kinds/alert-proposal.ts';
import type { OperationLogRecord } from '../subjects/operation-logs/kinds/operation-log.ts';
import type { BackupRecord } from '../subjects/recovery/kinds/backup.ts';

/** Original bytes of one answer, kept as evidence; `name` says what it is, e.g. `/proc/loadavg` or the request line. */
export interface RawAnswer {
  name: string;
  body: string | Uint8Array;
  /** true: kept as evidence of its own, such as a day's exported log; the bundle of the run holds its hash only. */
  separate?: true;
}

/** Fields that the collector knows; the runner adds number, source, time of entry, and the hash of the original. */
type Fields<T extends AnyRecord> = Omit<T, 'schema' | 'kind' | 'id' | 'source' | 'enteredAt'>;

/**
 * A record that an answer calls for beside its readings. The runner leaves out what is recorded already and saves the
 * rest in one commit with the inspection.
 */
export type ProposedRecord =
  | { kind: 'backup'; fields: Fields<BackupRecord> }
  | {
      kind: 'alert-proposal';
      fields: Fields<AlertProposalRecord>;
      /** The source gave no beginning that can be used: the time of collecting stands there, another one each time. */
      undated?: true;
    }
  | {
      kind: 'operation-log';
      fields: Fields<OperationLogRecord>;
      /** Name of the raw answer that is the exported log; absent when there was nothing new. */
      original?: string;
    };

/** Alerts that a monitor still holds: what was proposed from it and is not among them any more is over. */
export interface StandingAlerts {
  /** As in the proposals of this source. */
  monitor: string;
  /** Of all that fire, silenced and inhibited ones too. */
  fingerprints: string[];
}

/** What a collector gives back for one source: readings without the fields that the runner fills in. */
export interface Collected {
  readings: Omit<Reading, 'source' | 'evidence'>[];
  raw: RawAnswer[];
  records?: ProposedRecord[];
  standing?: StandingAlerts;
  /** The file that was read bears the signature of the host that it is about. */
  signed?: true;
}

/** What kept answers say. */
export interface Reread {
  readings: Omit<Reading, 'source' | 'evidence' | 'at'>[];
  /** Of these metrics it is all there is: a reading that the record has beyond it was not in the answers. */
  metrics: string[];
}

export interface CollectContext {
  /** Name of the source in the settings. */
  name: string;
  /** Asset id that the source reads. */
  target: string;
  /** Aborts when the source's one deadline passes; sockets and child processes must end with it. */
  signal: AbortSignal;
  /** The machine's clock; the only place where a collector gets the time. ISO instant with the contract's offset. */
  clock(): string;
  /** Folder of the workspace: relative paths in the settings are meant from there. Absent: from the working folder. */
  root?: string;
  /** Values of the previous successful run of this source, for rates, growth and where a log was left. */
  previous: Reading[];
}

/**
 * `options` is already parsed and has its `${ENV}` secrets filled in. Failures are thrown as `SourceError`
 * (whole source) or given as readings with `problem` (one value).
 */
export interface Collector<O = unknown> {
  /** Same as the file name; the `type` of a source in the settings. */
  id: string;
  label: string;
  /**
   * Assets that a source with these settings reads beside its `target`, for types that read many (Prometheus, devices).
   * The runner writes one source run for each, so that a failure makes every one of them 无法采集 and not 未配置.
   */
  targets?(options: O): string[];
  /**
   * true: where the last run stopped must be known however long ago it was, or rows would be lost or doubled; so its
   * readings are looked for further back, and two runs at the same time are told apart.
   */
  remembers?: true;
  /**
   * Reads kept answers again, for `verify --rerender`: pure, with no look at the source, the clock or earlier readings. What only
   * those decide (rates, growth, latency) is left out. Absent: answers of this type are not read again.
   * @param options as they were when the answers were given, secrets not filled in
   * @throws SourceError when the answers are none that `collect` would have read
   */
  reread?(options: O, answers: readonly RawAnswer[], target: string): Reread;
  /** Schema of this type's own settings (beside name, type, target, deadline). */
  options: z.ZodType<O>;
  collect(options: O, context: CollectContext): Promise<Collected>;
}

export function defineCollector<O>(collector: Collector<O>): Collector<O> {
  return collector;
}
