/** The exceptions of the issued statements that are about a record: the record leads to them as they lead to it. Pure. */
import { clauseMarks } from '../../contract/terms/clause-marks.ts';
import type { RichCell } from '../../report/site-model.ts';
import type { StatedException } from '../../report/statement.ts';
import { exceptionRecords } from './exception-records.ts';
import type { ClauseStatement, SiteFacts } from './facts.ts';
import { exceptionsHref } from './links.ts';

type Facts = Pick<SiteFacts, 'clauses' | 'contract' | 'records'>;

/** Every exception of the service with the name of its period and its link, in the words of its statement. @param wordsOf shorter words, where a page needs them */
export function statedExceptions(
  { clauses: { verdicts } }: Pick<SiteFacts, 'clauses'>,
  wordsOf: (exception: StatedException) => string = ({ text }) => text,
): { name: string; statement: ClauseStatement; exception: StatedException; link: RichCell & { href: string } }[] {
  return (verdicts?.periods ?? []).flatMap(({ key, name, statement }) =>
    typeof statement === 'string'
      ? []
      : statement.exceptions.map((exception) => {
          const of = exception.clauses.length === 0 ? '' : `（条款 ${clauseMarks(exception.clauses)}）`;
          return {
            ...{ name, statement },
            exception,
            link: { text: `${name}对照表${of}：${wordsOf(exception)}`, href: exceptionsHref(key) },
          };
        }),
  );
}

/** By the id of the record, of all statements of the service; once for the records of a part of the site. */
const naming = new WeakMap<SiteFacts['records'], Map<string, RichCell[]>>();

function namingOf(facts: Facts): Map<string, RichCell[]> {
  const known = naming.get(facts.records);
  if (known !== undefined) return known;
  const found = new Map<string, RichCell[]>();
  for (const { exception, link } of statedExceptions(facts))
    for (const id of exceptionRecords(facts, exception)) found.set(id, [...(found.get(id) ?? []), link]);
  naming.set(facts.records, found);
  return found;
}

/** @returns each exception that is about the record, leading to it in 例外清单; empty where none is */
export const exceptionsNaming = (facts: Facts, id: string): RichCell[] => namingOf(facts).get(id) ?? [];
