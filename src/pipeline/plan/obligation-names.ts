/** Deliverables as a person may call them, for messages about a name that is none. */
import { UserError } from '../../contract/error.ts';
import { nearest } from '../../contract/nearest.ts';
import type { Obligation } from '../../contract/terms/obligations.ts';

type Named = Pick<Obligation, 'id' | 'name' | 'code'>;

/** Meant at most. */
const SUGGESTED = 3;

/**
 * @param at option or argument in which the name stood
 * @returns an error with the ids that may have been meant by id, name or code; all of them, when none is near
 */
export function noSuchObligation(found: string, known: readonly Named[], at?: string): UserError {
  const shown = ({ id, name }: Named) => `${id}（${name}）`;
  const names = known.flatMap((one) => [one.id, one.name, one.code].map((text) => ({ one, text })));
  const close = nearest(found, names, ({ text }) => text, names.length).map(({ one }) => one);
  // `monthly-report` has a word of monthly-maintenance, though hardly a letter of the rest.
  const words = (text: string) => text.toLowerCase().split('-');
  const alike = known.filter(({ id }) => words(id).some((word) => word !== 'register' && words(found).includes(word)));
  const meant = [...new Set(alike.length > 0 ? alike : close)].slice(0, SUGGESTED).map(shown);
  return new UserError('没有这种交付物', {
    ...(at === undefined ? {} : { at }),
    found,
    // Thirty-five names would hide the one that is meant.
    expected:
      meant.length > 0
        ? '交付物编号，全部见 contract/ 中的 obligations.yaml、registers.yaml、written.yaml'
        : known.map(shown).join('、'),
    hint: meant.length > 0 ? `您是不是要 ${meant.join('、')}` : '运行 opsledger due 查看应交项',
  });
}
