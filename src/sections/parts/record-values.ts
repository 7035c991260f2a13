/** The values of a record as a reader sees them: words instead of codes, names instead of ids, units behind numbers. Pure. */
import { formatDateTimeSeconds, isInstantText, MINUTE_SECONDS } from '../../contract/time.ts';
import type { RecordField } from '../../records/fields.ts';
import type { RichCell } from '../../report/site-model.ts';
import { formatDuration } from '../../wording/durations.ts';
import { numberText, sizeText } from '../../wording/figures.ts';
import type { SiteFacts } from './facts.ts';
import { knownName } from './known-names.ts';
import { articleLink, assetLink, kindHref } from './links.ts';

type ValueFacts = Pick<SiteFacts, 'contract' | 'articles' | 'obligations'>;

/** Characters of one value; what is longer is read in the original. */
const LONGEST = 1200;

/** Nothing where nothing was written down. @param longest characters of one value */
export function valueLinks(facts: ValueFacts, field: RecordField, value: unknown, longest = LONGEST): RichCell[] {
  if (value === undefined || value === null || value === '') return [];
  if (Array.isArray(value)) return value.flatMap((one) => valueLinks(facts, field, one, longest));
  if (typeof value === 'boolean') return [{ text: value ? '是' : '否' }];
  if (typeof value === 'number') return [{ text: numberOf(field, value) }];
  if (typeof value === 'object') return partsOf(facts, field, value as Record<string, unknown>, longest);
  const text = String(value);
  const word = field.choices?.[text];
  if (word !== undefined) return [{ text: word }];
  if (field.input === 'asset') return [assetLink(facts, text)];
  // What is handed in is named by the id of its obligation, wherever a record speaks of it.
  const obligation = field.name === 'obligation' ? facts.obligations.find(({ id }) => id === text) : undefined;
  if (obligation !== undefined) return [{ text: obligation.name, href: kindHref(obligation.id) }];
  const known = field.input === 'prose' ? null : knownName(facts, field, text);
  if (known !== null) return [known];
  if (field.input === 'article') return [articleLink(facts, text)];
  if (isInstantText(text)) return [{ text: formatDateTimeSeconds(text) }];
  return [{ text: text.length > longest ? `${text.slice(0, longest)}…` : text }];
}

function numberOf({ unit, measure }: RecordField, value: number): string {
  if (measure === 'bytes') return sizeText(value);
  // One formatter: what is kept in seconds and what is kept in minutes are compared with each other.
  if (measure === 'seconds') return formatDuration(value);
  if (measure === 'minutes') return formatDuration(value * MINUTE_SECONDS);
  return numberText(value, unit === undefined ? {} : { unit });
}

/** A value of several parts, such as who entered it: one text. */
function partsOf(
  facts: ValueFacts,
  { columns }: RecordField,
  value: Record<string, unknown>,
  longest: number,
): RichCell[] {
  const texts = columns.flatMap((column) => valueLinks(facts, column, value[column.name], longest));
  return texts.length === 0 ? [] : [{ text: texts.map(({ text }) => text).join('，') }];
}
