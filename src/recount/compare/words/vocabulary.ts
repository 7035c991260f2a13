/** How documents print states, in the contract's terms: written down here a second time, so that a word that moved to another state shows. */

/** By code: what it is called today, and what documents of before called it. */
export type Words = Readonly<Record<string, string | readonly string[]>>;

export const CLOCKS: Words = {
  ...{ met: '达标', missed: '未达标', running: '进行中', overrun: '已超时', undecided: '口径未定' },
  ...{ 'to-be-agreed': '待协商', 'not-applicable': '不适用', unrecorded: '未登记' },
};

export const OUTCOMES: Words = {
  ...{ normal: '正常', abnormal: '异常', unreachable: '无法采集', stale: '数据过期', unconfigured: '未配置' },
  ...{ 'manual-pending': '待人工', 'not-applicable': '不适用' },
};

export const FINDINGS: Words = {
  ...{ new: '新增', continuing: '持续', reopened: '重新出现', fixed: '已修复', accepted: '接受风险' },
  'false-positive': '误报',
};

export const RENEWALS: Words = {
  ...{ expired: '已到期', due: '进入提醒期', upcoming: '未到提醒期', renewed: '已续期', stopped: '不再续期' },
};

export const MEASURES: Words = {
  ...{
    done: '已完成',
    'done-late': '逾期完成',
    doing: '进行中',
    open: '未开始',
    unfinished: '未完成',
    overdue: '已逾期',
  },
};

export const DUES: Words = {
  ...{
    open: '未到期',
    due: '待交',
    awaiting: '待送达',
    overdue: '逾期未交',
    undelivered: '逾期未送达',
    'on-time': '按期',
  },
  ...{ late: '补报', 'delivered-late': '逾期送达', missing: '缺失', waived: '已豁免' },
};

/** Fields that are printed as they were entered, by kind and field. */
export const FIELDS: Readonly<Record<string, Words>> = {
  'backup.result': { success: '成功', incomplete: '不完整', failed: '失败' },
  'backup.verified': { passed: '通过', failed: '未通过', 'not-checked': '未校验' },
  'service-request.result': { open: '未完成', done: '已完成', failed: '未成功', refused: '不予办理' },
  'restore-test.result': { passed: '通过', failed: '不通过' },
  'remote-session.matched': { matched: '一致', different: '不一致', absent: '清单中没有', unchecked: '未核对' },
  'renewal.status': { open: '未办理', doing: '办理中', renewed: '已续期', stopped: '不再续期' },
  'alert-proposal.decision': {
    ...{ pending: '待处置', incident: '转故障', handled: '已处理', dismissed: '无需处理', duplicate: '重复' },
  },
};

/** Whether a text is how a state is printed. */
export const says = (words: Words, code: string, text: string): boolean => [words[code] ?? []].flat().includes(text);

/** What it should have been. */
export const wordOf = (words: Words, code: string): string => [words[code] ?? code].flat()[0] as string;
