/** The history of a record, step by step. */

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
