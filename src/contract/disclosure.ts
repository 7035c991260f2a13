/**
 * Who sees what: one table, from which come the views of the site, their search, what the desk takes out of its answers, and what
 * starters, manual and packs promise. What was issued and signed is an original: it is never changed, so it hides nothing. Pure.
 */
import type { Act, Role, Side } from './acts.ts';
import type { ChannelType } from './notices.ts';
import type { Sensitivity } from './scalars.ts';

/** For whom a page is. */
type Party = 'supplier' | 'purchaser' | 'audit';
/** What goes over the servers of others: mail, robots, webhooks, calendars that are subscribed to. */
type Reader = Party | 'message';

/** `named`: whoever has the act `names`. */
type Seen = 'all' | 'named' | 'none';

const seen: Readonly<Record<Reader, Readonly<Record<Sensitivity, Seen>>>> = {
  supplier: { public: 'all', internal: 'all', personal: 'named', contact: 'named' },
  purchaser: { public: 'all', internal: 'none', personal: 'named', contact: 'named' },
  audit: { public: 'all', internal: 'none', personal: 'named', contact: 'named' },
  message: { public: 'all', internal: 'none', personal: 'none', contact: 'none' },
};

/** Every way by which something is read, and the row that holds for it; an original hides nothing. */
export const outlets: Readonly<
  Record<
    `site ${Party}` | `desk ${Side}` | ChannelType | 'calendar' | 'week list' | 'document' | 'pack',
    Reader | 'original'
  >
> = {
  ...{ 'site supplier': 'supplier', 'site purchaser': 'purchaser', 'site audit': 'audit' },
  ...{
    'desk supplier': 'supplier',
    'desk purchaser': 'purchaser',
    'desk auditor': 'audit',
    'desk administrator': 'audit',
  },
  ...{ mail: 'message', wecom: 'message', dingtalk: 'message', feishu: 'message', webhook: 'message' },
  ...{ calendar: 'message', 'week list': 'message' },
  ...{ document: 'original', pack: 'original' },
};

const sensitivities: readonly Sensitivity[] = ['internal', 'personal', 'contact'];

/** What is kept from a role at the desk. */
export function hiddenFrom({ side, acts }: Pick<Role, 'side' | 'acts'>): readonly Sensitivity[] {
  const row = rowOf(`desk ${side}`);
  return sensitivities.filter((one) => row[one] === 'none' || (row[one] === 'named' && !has(acts, 'names')));
}

/** What is kept out of what everybody on its way may read. */
export const hiddenIn = (outlet: 'calendar' | 'week list' | ChannelType): readonly Sensitivity[] =>
  sensitivities.filter((one) => rowOf(outlet)[one] === 'none');

/** An original is whole, as the supplier's own is. */
function rowOf(outlet: keyof typeof outlets): Readonly<Record<Sensitivity, Seen>> {
  const reader = outlets[outlet];
  return seen[reader === 'original' ? 'supplier' : reader];
}

const has = (acts: readonly Act[], act: Act): boolean => acts.includes(act);

/**
 * What is kept from a view of the site: of others' views whatever is kept from any role that reads it, since all of them read the same
 * pages. The supplier's own is whole.
 */
export function hiddenInView(view: Party, roles: readonly Pick<Role, 'side' | 'acts'>[]): readonly Sensitivity[] {
  const row = rowOf(`site ${view}`);
  const readers = roles.filter(({ side, acts }) => outlets[`desk ${side}`] === view && has(acts, 'read'));
  const hidden = new Set(view === 'supplier' ? [] : readers.flatMap(hiddenFrom));
  return sensitivities.filter((one) => row[one] === 'none' || hidden.has(one));
}

/** How what is kept back is called. */
const words: Readonly<Record<Exclude<Sensitivity, 'public'>, string>> = {
  internal: '主机地址、主机名与端口',
  personal: '人员姓名',
  contact: '联系方式',
};

const wordsOf = (party: Reader, how: Seen): string =>
  sensitivities.flatMap((one) => (one !== 'public' && seen[party][one] === how ? [words[one]] : [])).join('、');

/** What the views of others, and what is sent, promise, a sentence each, in the words of every starter and of the manual. */
export const viewPromises: readonly string[] = [
  `⟦采购人⟧视图的页面与检索不含${wordsOf('purchaser', 'none')}；${wordsOf('purchaser', 'named')}照样显示。`,
  `审计视图的页面与检索不含${wordsOf('audit', 'none')}；${wordsOf('audit', 'named')}照样显示。`,
  `邮件、群机器人与回调的消息、日历文件和每周清单只有编号、文档名称、时间和状态，其中的${wordsOf('message', 'none')}一律略去。`,
  '该方有角色没有 names 权限的，姓名与联系方式在其视图中也略去。',
];

/** What holds of every original, whoever it is given to. */
export const ORIGINALS_PROMISE =
  '已签发的文档、签字的纸件和查验包是原件，不遮盖：人员姓名、联系方式、主机地址，写了的都在其中';
