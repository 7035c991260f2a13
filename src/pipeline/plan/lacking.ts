/** What a document still has to tell of, in words: the records that the contract asks for and nobody has written down. */

import type { Happening, Occurrence } from '../../contract/calendar/occurrence.ts';
import { requirementsOf } from '../../contract/terms/requirements.ts';
import { fieldsOf, withTerms } from '../../records/fields.ts';
import { lackingOf } from '../../subjects/deliveries/judge/happenings.ts';
import type { Session } from '../session.ts';
import { loadKind } from '../units.ts';

/** One thing that is lacking, and the kind of record that would say it. */
export interface Lacking {
  kind: string;
  /** `专项活动（事项 使用培训）1 条：2026-09-01 至 2027-01-31 要求 1 条，已登记 0 条`. */
  text: string;
}

/** All that is lacking, in the order in which it is asked for; none when the document can be made. */
export async function lackingRecords(
  { workspace: { contract } }: Session,
  { happenings = [] }: Pick<Occurrence, 'happenings'>,
): Promise<Lacking[]> {
  const found: Lacking[] = [];
  for (const one of happenings) {
    const lacking = lackingOf(one);
    if (lacking === 0) continue;
    const { schema, label } = await loadKind(one.kind);
    const fields = withTerms(fieldsOf(schema), contract);
    const names = new Map(requirementsOf(contract.contract).activities.map(({ id, name }) => [id, name]));
    const only = one.only.map(({ field, in: values }) => {
      const known = fields.find(({ name }) => name === field);
      return `${known?.label ?? field} ${values.map((value) => known?.choices?.[value] ?? names.get(value) ?? value).join('、')}`;
    });
    const about = only.length === 0 ? '' : `（${only.join('，')}）`;
    found.push({ kind: one.kind, text: `${label}${about === '' ? ' ' : about}${lacking} 条：${askedText(one)}` });
  }
  return found;
}

const askedText = ({ from, to, after, times, known }: Happening): string =>
  `${from} 至 ${to} 要求 ${after + times} 条，已登记 ${known.length} 条`;
