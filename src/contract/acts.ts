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
  withdraw: '作废记录与文档',
  receive: '签收文档',
  return: '退回文档',
  restore: '确认故障恢复、答复主张',
  interpret: '确认口径',
  waive: '批准豁免',
  audit: '查看操作日志',
  accounts: '管理账号',
} as const;

export type Act = keyof typeof acts;

/**
 * Whose person it is: what the purchaser does with an account of their own is vouched for by it (`records/purchaser.ts`), what
 * the supplier enters of the purchaser is a claim. It also chooses the view of the site.
 */
export const sides = {
  supplier: '⟦供应商⟧',
  purchaser: '⟦采购人⟧',
  auditor: '审计',
  administrator: '账号管理',
} as const;

export type Side = keyof typeof sides;

/** Acts that say something in the purchaser's name: only an account of theirs may have them. */
export const purchaserActs: readonly Act[] = ['receive', 'return', 'restore', 'interpret', 'waive'];

export interface Role {
  id: string;
  name: string;
  side: Side;
  acts: readonly Act[];
  /** What it confirms and issues: `all`, `daily` (due each day), `event` (of a fault and the like), or ids of obligations. */
  documents: readonly string[];
}

/** What whoever writes down the day's work does, and what comes with answering for its documents. */
const entering: readonly Act[] = ['read', 'drafts', 'names', 'attend', 'record', 'check', 'incident'];
const signing: readonly Act[] = [...entering, 'confirm', 'issue', 'deliver', 'withdraw'];

/** What holds where the settings name no roles. The starters say the same in their contract's words. */
export const defaultRoles: readonly Role[] = [
  {
    id: 'engineer',
    name: '运维工程师',
    side: 'supplier',
    acts: signing,
    documents: ['daily', 'event'],
  },
  {
    id: 'duty',
    name: '值班',
    side: 'supplier',
    acts: entering,
    documents: [],
  },
  {
    id: 'manager',
    name: '项目经理',
    side: 'supplier',
    acts: signing,
    documents: ['all'],
  },
  {
    id: 'purchaser',
    name: '⟦采购人⟧',
    side: 'purchaser',
    acts: ['read', 'names', 'receive', 'return', 'restore', 'interpret', 'waive'],
    documents: [],
  },
  { id: 'auditor', name: '审计', side: 'auditor', acts: ['read', 'names', 'audit'], documents: [] },
  { id: 'administrator', name: '账号管理', side: 'administrator', acts: ['accounts', 'audit'], documents: [] },
];

/**
 * true when a role's documents include one.
 * @param kind whether it is due every day, of an event (a fault), or neither
 */
export const inScope = (scope: readonly string[], obligation: string, kind: 'daily' | 'event' | 'other'): boolean =>
  scope.includes('all') || scope.includes(obligation) || (kind !== 'other' && scope.includes(kind));
