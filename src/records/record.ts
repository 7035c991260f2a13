/** What every record has, whatever its kind, and what a record kind says about itself. */
import { z } from 'zod';
import type { ContractBundle } from '../contract/bundle.ts';
import { count, instant, optional, recordId, sha256, text } from '../contract/scalars.ts';
import type { Topic } from '../contract/topics.ts';

/** Where a record came from: 自动采集 / 人工录入 / 第三方导入. */
export const recordSources = { auto: '自动采集', manual: '人工录入', import: '第三方导入' } as const;

/** One attached photo, screenshot or scan; the bytes are in the evidence store under `sha256`. */
export const attachmentSchema = z.strictObject({
  sha256: sha256().meta({ label: '校验值' }),
  name: text().meta({ label: '文件名', example: '机房巡检.jpg' }),
  type: text().meta({ label: '类型', example: 'image/jpeg' }),
  size: count().meta({ label: '大小', unit: '字节' }),
  subject: text().meta({ label: '内容', example: '3号考勤机屏幕' }),
  takenAt: instant().meta({ label: '拍摄时间' }),
  place: optional(text()).meta({ label: '地点', example: '东楼一层' }),
});
export type Attachment = z.infer<typeof attachmentSchema>;

/**
 * Shape shared by all records. `at` is the evidence time (when the thing happened or was measured), `enteredAt` when
 * it was written down; the two far apart make a 补录 (see `isBackfilled`).
 */
export const envelope = {
  schema: z.preprocess((v) => (v === '1' ? 1 : v), z.literal(1)),
  id: recordId().meta({ label: '记录编号' }),
  source: z.enum(['auto', 'manual', 'import']).meta({ label: '来源', choices: recordSources }),
  at: instant().meta({ label: '时间', example: '2026-11-24 09:27' }),
  enteredAt: instant().meta({ label: '录入时间' }),
  enteredBy: optional(text()).meta({ label: '录入人', sensitivity: 'personal' }),
  simulated: optional(z.preprocess((v) => (v === 'true' ? true : v), z.literal(true))).meta({ label: '演示数据' }),
  attachments: optional(z.array(attachmentSchema)).meta({ label: '附件' }),
};

/** The fields that any record can be relied on to have. */
export interface AnyRecord {
  schema: 1;
  kind: string;
  id: string;
  source: 'auto' | 'manual' | 'import';
  at: string;
  enteredAt: string;
  enteredBy?: string | undefined;
  simulated?: true | undefined;
  attachments?: Attachment[] | undefined;
}

/** One thing wrong with a record, for a message to the person who wrote it. */
export interface RecordProblem {
  /** Field path such as `respondedAt` or `items[2].check`. */
  field: string;
  found: string;
  expected: string;
}

/**
 * A unit of `src/records/kinds/<kind>.ts`, its default export.
 * One file adds one kind: forms, prompts, messages, JSON Schema and manual pages all come from the schema's metadata.
 */
export interface RecordKind<T extends AnyRecord = AnyRecord> {
  /** Same as the file name. */
  id: string;
  /** 中文名. */
  label: string;
  /** Two or three capital letters, first part of the record id. */
  prefix: string;
  /** What such a record is evidence for: the clauses that bear one of these topics. */
  topics: Topic[];
  /** `z.strictObject({ ...envelope, kind: z.literal(id), … })`, flat fields and lists of flat rows only. */
  schema: z.ZodType<T>;
  /** Field whose instant `at` repeats; entry fills `at` from it when `at` was not given. */
  atField?: keyof T & string;
  /** Field that holds a contract date; entry fills it with the day of `at` when it was not given. */
  dayField?: keyof T & string;
  /** Fields of the kind's own that tell what is planned: their times may lie ahead when the record is written down. */
  planned?: readonly (keyof T & string)[];
  /** A complete, believable record; the tests parse it and the manual prints it. */
  example: T;
  /**
   * Steps that lift older files in memory: step i turns schema i + 1 into i + 2, on data as the file holds them. The
   * newest schema number is `lift.length + 1`; without steps it is 1.
   */
  lift?: readonly ((old: Record<string, unknown>) => Record<string, unknown>)[];
  /** Rules across fields and against the contract (times in order, ids exist, permit present). Pure. */
  check?(record: T, contract: ContractBundle): RecordProblem[];
}

/** Gives the unit its type; the identity function. */
export function defineKind<T extends AnyRecord>(kind: RecordKind<T>): RecordKind<T> {
  return kind;
}

/** Longest time in seconds between evidence and entry that is not yet a 补录: one working day's distance. */
const BACKFILL_AFTER_SECONDS = 24 * 3600;

/** true when evidence time and entry time are far apart, so that documents mark the record 补录. */
export function isBackfilled(record: Pick<AnyRecord, 'at' | 'enteredAt'>): boolean {
  return Date.parse(record.enteredAt) - Date.parse(record.at) > BACKFILL_AFTER_SECONDS * 1000;
}
