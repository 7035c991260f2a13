/** What every record has, whatever its kind, and what a record kind says about itself. */
import { z } from 'zod';
import type { ContractBundle } from '../contract/bundle/bundle.ts';
import { count, instant, optional, recordId, sha256, slug, text } from '../contract/scalars.ts';
import type { Topic } from '../contract/terms/topics.ts';
import { type Withdrawn, withdrawnSchema } from './row.ts';

/** Where a record came from: 自动采集 / 人工录入 / 第三方导入. */
export const recordSources = { auto: '自动采集', manual: '人工录入', import: '第三方导入' } as const;

/** The way by which a person's record came in. */
export const entryChannels = {
  terminal: '命令行',
  excel: 'Excel 表',
  inbox: '收件夹',
  desk: '登记台',
  purchaser: '⟦采购人⟧账号',
} as const;

/** Who wrote a record down, and how it came in; nothing of it is for a person to claim. */
export const enteredBySchema = z.strictObject(
  {
    name: optional(text()).meta({ label: '姓名', sensitivity: 'personal' }),
    account: optional(slug()).meta({ label: '账号', sensitivity: 'personal' }),
    channel: z
      .enum(['terminal', 'excel', 'inbox', 'desk', 'purchaser'])
      .meta({ label: '登记途径', choices: entryChannels }),
  },
  '应为录入人与登记途径',
);
export type EnteredBy = z.infer<typeof enteredBySchema>;

/** What a scan is there to prove; anything else is a picture of something. */
export const attachmentProofs = { purchaser: '⟦采购人⟧签认', 'paper-sheet': '纸质巡检表' } as const;

/** One attached photo, screenshot or scan; the bytes are in the evidence store under `sha256`. */
export const attachmentSchema = z.strictObject({
  sha256: sha256().meta({ label: '校验值' }),
  name: text().meta({ label: '文件名', example: '机房巡检.jpg' }),
  type: text().meta({ label: '类型', example: 'image/jpeg' }),
  size: count().meta({ label: '大小', unit: '字节' }),
  subject: text().meta({ label: '内容', example: '3号考勤机屏幕' }),
  takenAt: instant().meta({ label: '拍摄时间' }),
  place: optional(text()).meta({ label: '地点', example: '东楼一层' }),
  proof: optional(z.enum(['purchaser', 'paper-sheet'])).meta({ label: '证明', choices: attachmentProofs }),
  pages: optional(count()).meta({ label: '页数' }).describe('Of a PDF; seen when it came in, like the four below.'),
  inked: optional(count()).meta({ label: '有内容的页数' }),
  letters: optional(count()).meta({ label: '可读文字数' }),
  names: optional(z.array(text())).meta({ label: '文中编号' }).describe('Documents and records that its words name.'),
  likeness: optional(z.string().regex(/^[0-9a-f]{16}$/, '应为 16 位十六进制'))
    .meta({ label: '图样' })
    .describe('64 bits of what a picture looks like, in hexadecimal.'),
  keptAt: optional(instant()).meta({ label: '附上时间' }).describe('Of one that came after the record did.'),
  withdrawn: optional(withdrawnSchema).meta({ label: '作废' }),
});
export type Attachment = z.infer<typeof attachmentSchema>;

/** What became of a field or a row by a correction. */
export const changeKinds = {
  filled: '补填',
  added: '新增',
  changed: '改',
  withdrawn: '作废',
  vouched: '⟦采购人⟧确认',
  claimed: '⟦供应商⟧主张',
} as const;

/** One change that a correction made, as data: documents word it. */
const changeSchema = z.strictObject({
  path: text().meta({ label: '位置', example: 'timeline.r2.action' }),
  label: text().meta({ label: '名称', example: '处理过程 r2 操作' }),
  kind: z
    .enum(['filled', 'added', 'changed', 'withdrawn', 'vouched', 'claimed'])
    .meta({ label: '方式', choices: changeKinds }),
  /** As documents print them; neither where the value is long or not for everybody. */
  from: optional(text()).meta({ label: '原值' }),
  to: optional(text()).meta({ label: '新值' }),
  reason: optional(text()).meta({ label: '作废原因' }),
  /** Of a claim: the value as JSON, so that it can come to stand. */
  value: optional(text()).meta({ label: '主张的值' }),
});
export type FieldChange = z.infer<typeof changeSchema>;

/** One correction of a record: when, who, why, and which fields or rows, such as `处理过程 r2 作废`. */
export const correctionSchema = z.strictObject({
  at: instant().meta({ label: '更正时间' }),
  by: text().meta({ label: '更正人', sensitivity: 'personal' }),
  entered: optional(enteredBySchema)
    .meta({ label: '更正途径', sensitivity: 'personal' })
    .describe('Absent: at the terminal.'),
  reason: text().meta({ label: '更正原因' }),
  what: text().meta({ label: '更正内容', example: '处理过程 r2 作废' }),
  /** Absent: of a time when only words were kept. */
  changes: optional(z.array(changeSchema)).meta({ label: '更正明细' }),
});
export type Correction = z.infer<typeof correctionSchema>;

/** Schema number of the envelope. A kind that goes beyond it lifts from here on, and says its own number. */
export const ENVELOPE_SCHEMA = 2;

/** The field `schema` of records of this number. */
export const schemaNumber = (number: number) =>
  z.preprocess(
    (v) => (v === String(number) ? number : v),
    z.number('应为整数').refine((v) => v === number, `应为 ${number}`),
  );

/**
 * Shape shared by all records. `at` is the evidence time (when the thing happened or was measured), `enteredAt` when
 * it was written down; the two far apart make a 补录 (see `isBackfilled`).
 */
export const envelope = {
  schema: schemaNumber(ENVELOPE_SCHEMA),
  id: recordId().meta({ label: '记录编号' }),
  source: z.enum(['auto', 'manual', 'import']).meta({ label: '来源', choices: recordSources }),
  at: instant().meta({ label: '时间', example: '2026-11-24 09:27' }),
  enteredAt: instant().meta({ label: '录入时间' }),
  enteredBy: optional(enteredBySchema).meta({ label: '录入人', sensitivity: 'personal' }),
  simulated: optional(z.preprocess((v) => (v === 'true' ? true : v), z.literal(true))).meta({ label: '演示数据' }),
  attachments: optional(z.array(attachmentSchema)).meta({ label: '附件' }),
  corrections: optional(z.array(correctionSchema)).meta({ label: '更正' }),
  withdrawn: optional(withdrawnSchema).meta({ label: '作废' }),
};

/** Fields of the envelope that the store gives: nobody types them. */
export const GIVEN_FIELDS: readonly string[] = Object.keys(envelope).filter((field) => field !== 'at');

/** The fields that any record can be relied on to have. */
export interface AnyRecord {
  schema: number;
  kind: string;
  id: string;
  source: 'auto' | 'manual' | 'import';
  at: string;
  enteredAt: string;
  enteredBy?: EnteredBy | undefined;
  simulated?: true | undefined;
  attachments?: Attachment[] | undefined;
  corrections?: Correction[] | undefined;
  withdrawn?: Withdrawn | undefined;
}

/** One thing wrong with a record, for a message to the person who wrote it. */
export interface RecordProblem {
  /** Field path such as `respondedAt` or `items[2].check`. */
  field: string;
  found: string;
  expected: string;
}

/**
 * A unit of `src/subjects/<subject>/kinds/<kind>.ts`, its default export.
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
  /**
   * Fields that tell in a line what such a record is about, the most telling first: who, what, how it stands. `levels.level` is
   * that column of the last row. Lists of records print them beside each id.
   */
  about: readonly (keyof T | `${string}.${string}`)[];
  /** Field whose instant `at` repeats; entry fills `at` from it when `at` was not given. */
  atField?: keyof T & string;
  /** Field that holds a contract date; entry fills it with the day of `at` when it was not given. */
  dayField?: keyof T & string;
  /** Fields of the kind's own that tell what is planned: their times may lie ahead when the record is written down. */
  planned?: readonly (keyof T & string)[];
  /** A complete, believable record; the tests parse it and the manual prints it. */
  example: T;
  /**
   * Who writes such records: `program`, machines alone; `manual-part`, machines, and people only what they looked at
   * themselves. Without it people do, too.
   */
  writer?: 'program' | 'manual-part';
  /**
   * Of a record that others are to name, such as a permit: what it says that none does, or none of a kind.
   * @param named kinds of the records that name it @param now ISO instant @returns undefined where nothing is to be said
   */
  unused?(record: T, named: ReadonlySet<string>, now: string): string | undefined;
  /** Of a record that a machine wrote: the fields, and columns such as `anomalies.judged`, that people fill in afterwards. */
  handled?: readonly string[];
  /** true: what a collector saw may have changed since, and it writes the record anew in its place; of every other kind the first is the last word. */
  recollected?: boolean;
  /**
   * Steps of the kind's own, after the envelope's, that lift older files in memory: step i turns schema i + 2 into i + 3, on
   * data as the file holds them. The newest schema number is `ENVELOPE_SCHEMA + lift.length`.
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
