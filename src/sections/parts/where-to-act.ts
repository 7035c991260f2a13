/** Where the purchaser signs and confirms what waits for them: at the desk where there is one, on paper everywhere. Pure. */
import type { Block } from '../../report/site-model.ts';
import type { SiteFacts } from './facts.ts';

type Facts = Pick<SiteFacts, 'hasDesk' | 'mask'>;

/** The pages of the desk on which it is done. */
const RECEIVE = { text: '登记台：签收', href: '/desk/receive' };
const CONFIRM = {
  reading: { text: '登记台：口径', href: '/desk/interpretations' },
  fault: { text: '登记台：故障', href: '/desk/incidents' },
  waiver: { text: '登记台：豁免', href: '/desk/waivers' },
} as const;

const SIGNED = '签字盖章，扫描件交⟦供应商⟧登记';

/** How to sign for documents that were delivered, or to send them back. */
export function whereToSign({ hasDesk, mask }: Facts): Block[] {
  const paper = `⟦采购人⟧在文档的签字处或纸质签收清单上${SIGNED}。`;
  if (!hasDesk) return [{ type: 'note', text: `在哪里签收：登记台没有开通，${paper}` }];
  const text = `在哪里签收：⟦采购人⟧用自己的账号在登记台签收或退回；没有账号的，${paper}`;
  return [{ type: 'note', text }, ...linksOf(mask, [RECEIVE])];
}

/** How to settle what is to be decided. @param kinds of what waits */
export function whereToDecide({ hasDesk, mask }: Facts, kinds: readonly string[]): Block[] {
  const paper = `⟦采购人⟧书面答复并${SIGNED}。`;
  const places = Object.entries(CONFIRM).flatMap(([kind, place]) => (kinds.includes(kind) ? [place] : []));
  if (kinds.length === 0) return [];
  if (!hasDesk) return [{ type: 'note', text: `在哪里确认：登记台没有开通，${paper}` }];
  if (places.length === 0) return [{ type: 'note', text: `在哪里确认：${paper}` }];
  const text = `在哪里确认：口径、故障的时间和豁免，⟦采购人⟧用自己的账号在登记台确认；其他事项，或没有账号的，${paper}`;
  return [{ type: 'note', text }, ...linksOf(mask, places)];
}

/** An auditor's account opens none of them. */
const linksOf = ({ view }: SiteFacts['mask'], items: { text: string; href: string }[]): Block[] =>
  view === 'audit' ? [] : [{ type: 'links', items }];
