/** The history of a record, step by step. */
import type { RecordField } from './fields.ts';
import type { FieldChange } from './record.ts';

/** One version of a record as the repository has it. */
export interface RecordStep {
  /** ISO: the time that the commit bears, contract offset. */
  at: string;
  /** Who wrote it; empty where nothing tells. */
  by: string;
  /** 登记台, 命令行, 手工修改文件 …; empty where nothing tells. */
  way: string;
  /** What it changed, in Chinese. */
  what: string;
  /** git's name of the commit. */
  commit: string;
}

/** One field, or one row of a list: of one that was added `before` is undefined, and `after` the row. */
export interface Difference {
  /** `timeline.r2.action`. */
  path: string;
  /** `处理过程 r2 操作`. */
  label: string;
  /** The field, the column, or of a whole row its list. */
  field: RecordField;
  kind: FieldChange['kind'];
  before: unknown;
  after: unknown;
  /** Why a row was withdrawn. */
  reason?: string;
}

/** A step with what it changed, value by value: for who draws it by the rules of a view, never to be handed on as it is. */
export interface TracedStep extends RecordStep {
  /** ISO: when it was made, as the correction says; of what bears no time of its own, that of the commit. */
  madeAt: string;
  /** Why, as the correction says; empty where none was said. */
  reason: string;
  /** None of the first version, and none beside a version whose content is gone: of what was destroyed nothing is told. */
  differences: readonly Difference[];
}
