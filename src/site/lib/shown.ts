/** What pages of the manual show of the program itself, out of the model, and how it looks. */
import type { ShownKind, ShownState, ShownStates } from '../../report/site-model.ts';
import type { Look } from '../../states/look.ts';
import { occurrences } from '../../states/occurrence.ts';
import { outcomes } from '../../states/outcome.ts';
import { receipts } from '../../states/receipt.ts';
import { model } from './model.ts';
import { manualHref } from './paths.ts';

/** @throws Error naming what the page asks for: a page with a gap is not built */
export function shownKind(id: string): ShownKind {
  const kind = model.shown.kinds.find((one) => one.id === id);
  if (kind === undefined) throw new Error(`no record kind ${id}`);
  return kind;
}

/** Typed as it is written; anything else is said in Chinese. */
export const isCommand = (writer: string): boolean => /^[ -~]+$/.test(writer);

/** What each is a state of, with how it looks wherever the site shows it. */
const tables: Readonly<Record<ShownStates, { head: string; looks: Readonly<Record<string, Look>> }>> = {
  outcome: { head: '判定', looks: outcomes },
  state: { head: '状态', looks: occurrences },
  receipt: { head: '签收', looks: receipts },
};

export const headOf = (of: ShownStates): string => tables[of].head;
export const shownStates = (of: ShownStates): readonly ShownState[] => model.shown.states[of];

/** What a state says, in the words of the contract; empty for one of which nothing is shown. */
export const meaningOf = (of: ShownStates, code: string): string =>
  model.shown.states[of].find((one) => one.code === code)?.meaning ?? '';

/** @throws Error for a state that the site does not draw */
export const looksIn =
  (of: ShownStates) =>
  (code: string): Look => {
    const look = tables[of].looks[code];
    if (look === undefined) throw new Error(`the site has no look for ${of} ${code}`);
    return look;
  };

/** Where the form of a kind stands. @throws Error when no page shows it */
export function formHref(anchor: string): string {
  const page = model.manual.find(({ own, headings }) => own === true && headings.some(({ slug }) => slug === anchor));
  if (page === undefined) throw new Error(`no page of the manual shows the form ${anchor}`);
  return `${manualHref(page.id)}#${anchor}`;
}
