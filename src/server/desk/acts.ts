/**
 * What a person may do at the desk, as a closed list, and the roles that bundle it. Which role may do what is a setting of the
 * workspace (`desk.roles`); code asks for the act alone, never for a role.
 */

/** Act → what it is called where a refusal is told and accounts are managed. */
export const acts = {
  read: '查看站点与文档',
  drafts: '查看草稿',
  names: '查看人员姓名与联系方式',
  attend: '签到、签退',
  record: '登记与更正记录',
  check: '填写人工检查',
  incident: '登记与处理故障',
  confirm: '确认文档',
  issue: '签发文档',
  deliver: '登记送达',
  withdraw: '作废记录',
  receive: '签收文档',
  return: '退回文档',
  restore: '确认故障恢复',
  interpret: '确认口径',
  waive: '批准豁免',
  audit: '查看操作日志',
  accounts: '管理账号',
} as const;

export type Act = keyof typeof acts;

/**
 * Whose person it is: what the purchaser does with an account of their own is vouched for by it (`records/purchaser.ts`), what
 * the supplier enters of the purchaser is a claim.
 */
export const sides = {
  supplier: '供应商',
  purchaser: '采购人',
  auditor: '审计',
  administrator: '账号管理',
} as const;

export type Side = keyof typeof sides;

/** Documents that a role confirms or issues: all, those of every day, those of an event, or obligations by id. */
export type DocumentScope = readonly string[];

export interface Role {
  id: string;
  name: string;
  side: Side;
  acts: readonly Act[];
  /** `all`, `daily`, `event`, or ids of obligations; of `confirm` and `issue`. */
  documents: DocumentScope;
}

/** The person at the other end of a request. */
export interface Viewer {
  /** Name of the account. */
  account: string;
  /** The person's name. */
  name: string;
  role: Role;
  /** Hash of the session, which binds the tokens of its forms. */
  session: string;
  /** ISO instant of the sign-in before this one; null at the first. */
  lastSignIn: string | null;
}

/** true when the viewer may do it. */
export const mayDo = (viewer: Viewer | null, act: Act): viewer is Viewer => viewer?.role.acts.includes(act) ?? false;

/**
 * true when a role's documents include one.
 * @param kind whether it is due every day, of an event (a fault), or neither
 */
export const inScope = (scope: DocumentScope, obligation: string, kind: 'daily' | 'event' | 'other'): boolean =>
  scope.includes('all') || scope.includes(obligation) || (kind !== 'other' && scope.includes(kind));
