/** The exceptions of the issued statements that name a record as what shows them: the record leads to them as they lead to it. Pure. */
import type { SiteLink } from '../../report/site-model.ts';
import type { ClauseVerdicts, SiteFacts } from './facts.ts';
import { exceptionsHref } from './links.ts';

/** By the id of the record, of all statements of the service. */
const naming = new WeakMap<ClauseVerdicts, Map<string, SiteLink[]>>();

function namingOf(verdicts: ClauseVerdicts): Map<string, SiteLink[]> {
  const known = naming.get(verdicts);
  if (known !== undefined) return known;
  const found = new Map<string, SiteLink[]>();
  for (const { key, name, statement } of verdicts.periods) {
    if (typeof statement === 'string') continue;
    for (const { where, text, clauses } of statement.exceptions) {
      const of = clauses.length === 0 ? '' : `（条款 ${clauses.join('、')}）`;
      const link = { text: `${name}对照表${of}：${text}`, href: exceptionsHref(key) };
      // A statement names several as `YC-20260929-001、YC-20260930-001`.
      for (const id of new Set(where.split('、'))) found.set(id, [...(found.get(id) ?? []), link]);
    }
  }
  naming.set(verdicts, found);
  return found;
}

/** @returns each exception that names the record, in the words of its statement and leading to it in 例外清单; empty where none does */
export const exceptionsNaming = ({ clauses: { verdicts } }: Pick<SiteFacts, 'clauses'>, id: string): SiteLink[] =>
  verdicts === null || id === '' ? [] : (namingOf(verdicts).get(id) ?? []);
