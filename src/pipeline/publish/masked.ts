/** A view of the site without what its readers may not see; of ids and addresses of its pages what may not be seen alone is another one. */
import type { Held } from '../../guard/held.ts';
import { type NamesIn, withTexts } from '../../guard/structure.ts';
import type { ComposedSection, SiteArticle, SiteModel } from '../../report/site-model.ts';
import { maskedArticle, maskOf, type SiteMask } from '../../sections/parts/mask.ts';
import { type KnownFrom, knownFrom } from '../../sections/parts/mask-known.ts';
import { composedNames, modelNames } from './site-names.ts';

export interface Masking {
  article(article: SiteArticle): SiteArticle;
  /** What sections composed, before it is drawn. */
  composed<T extends { sections: readonly ComposedSection[] }>(composed: T): T;
  /** All of it but articles: those of the workspace came through `article`, and the manual's examples are nobody's addresses. */
  model(model: SiteModel): SiteModel;
  /** What takes something out, and then this what its readers may not see. */
  after(without: Held['without']): Held['without'];
}

/** @param from what tells of people and machines by name */
export function maskingOf({ hides }: Pick<SiteMask, 'hides'>, from: KnownFrom): Masking {
  if (hides.length === 0) {
    return { article: (one) => one, composed: (one) => one, model: (one) => one, after: (one) => one };
  }
  const mask = maskOf(hides, knownFrom(from));
  const known = new Map<string, string>();
  // The same words stand on very many pages.
  const text = (given: string): string => {
    const before = known.get(given) ?? mask.text(given);
    known.set(given, before);
    return before;
  };
  const all = <T>(value: T, names: NamesIn<T>): T => withTexts(value, names, { written: text, name: mask.name });
  return {
    after: (without) => (value, names) => all(without(value, names), names),
    article: (one) => maskedArticle(mask, one),
    composed: (composed) => ({ ...composed, sections: composed.sections.map((one) => all(one, composedNames)) }),
    model({ articles, manual, ...rest }) {
      return { ...all(rest, modelNames), articles, manual };
    },
  };
}
