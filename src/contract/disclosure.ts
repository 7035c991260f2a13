/**
 * Who sees what: one table, from which come the views of the site, their search, what the desk takes out of its answers, and what
 * starters, manual and packs promise. What was issued and signed is an original: it is never changed, so it hides nothing. Pure.
 */
import type { Act, Role, Side } from './acts.ts';
import type { Sensitivity } from './scalars.ts';

/** For whom a page is. */
type Party = 'supplier' | 'purchaser' | 'audit';

/** `named`: whoever has the act `names`. */
type Seen = 'all' | 'named' | 'none';

const seen: Readonly<Record<Party, Readonly<Record<Sensitivity, Seen>>>> = {
  supplier: { public: 'all', internal: 'all', personal: 'named', contact: 'named' },
  purchaser: { public: 'all', internal: 'none', personal: 'named', contact: 'named' },
  audit: { public: 'all', internal: 'none', personal: 'named', contact: 'named' },
};

const partyOf: Readonly<Record<Side, Party>> = {
  supplier: 'supplier',
  purchaser: 'purchaser',
  auditor: 'audit',
  // Manages accounts and reads nothing of the contract.
  administrator: 'audit',
};

const sensitivities: readonly Sensitivity[] = ['internal', 'personal', 'contact'];

/** What is kept from a role at the desk. */
export function hiddenFrom({ side, acts }: Pick<Role, 'side' | 'acts'>): readonly Sensitivity[] {
  const row = seen[partyOf[side]];
  return sensitivities.filter((one) => row[one] === 'none' || (row[one] === 'named' && !has(acts, 'names')));
}

const has = (acts: readonly Act[], act: Act): boolean => acts.includes(act);

/**
 * What is kept from a view of the site: of others' views whatever is kept from any role that reads it, since all of them read the same
 * pages. The supplier's own is whole.
 */
export function hiddenInView(view: Party, roles: readonly Pick<Role, 'side' | 'acts'>[]): readonly Sensitivity[] {
  const row = seen[view];
  const readers = roles.filter(({ side, acts }) => partyOf[side] === view && has(acts, 'read'));
  const hidden = new Set(view === 'supplier' ? [] : readers.flatMap(hiddenFrom));
  return sensitivities.filter((one) => row[one] === 'none' || hidden.has(one));
}

/** How what is kept back is called. */
const words: Readonly<Record<Exclude<Sensitivity, 'public'>, string>> = {
  internal: '主机地址、主机名与端口',
  personal: '人员姓名',
  contact: '联系方式',
};

const wordsOf = (party: Party, how: Seen): string =>
  sensitivities.flatMap((one) => (one !== 'public' && seen[party][one] === how ? [words[one]] : [])).join('、');

/** What the views of others promise, a sentence each, in the words of every starter and of the manual. */
export const viewPromises: readonly string[] = [
  `⟦采购人⟧视图的页面与检索不含${wordsOf('purchaser', 'none')}；${wordsOf('purchaser', 'named')}照样显示。`,
  `审计视图的页面与检索不含${wordsOf('audit', 'none')}；${wordsOf('audit', 'named')}照样显示。`,
  '该方有角色没有 names 权限的，姓名与联系方式在其视图中也略去。',
];

/** What holds of every original, whoever it is given to. */
export const ORIGINALS_PROMISE =
  '已签发的文档、签字的纸件和查验包是原件，不遮盖：人员姓名、联系方式、主机地址，写了的都在其中';
