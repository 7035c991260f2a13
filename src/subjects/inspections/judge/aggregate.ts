/** One row for all assets of a kind, so that 45 desk signs take one line and each one that is not normal is named in it. Pure. */
import type { Asset } from '../../../contract/terms/assets.ts';
import type { Check } from '../../../contract/terms/checklist.ts';
import { compareInstants } from '../../../contract/time.ts';
import { type Outcome, outcomeWords, worstFirst, worstOf as worstOutcome } from '../../../states/outcome.ts';
import type { CheckResult } from './result.ts';
import { findMeasure, type RowContext, UNSEEN, withManual } from './row.ts';
import { printStandard, printValue } from './value.ts';

type Kind = Pick<Asset, 'kind' | 'kindName' | 'counter'>;

/** Names listed in a reason before `等 n 台`; the members hold all. */
const NAMED = 12;

/**
 * @param kind what the assets have in common; one of them will do
 * @param members judged rows of the check on every asset of the kind; at least one
 * @returns the row over the kind: its outcome is the worst of its members
 */
export function aggregate(check: Check, kind: Kind, members: CheckResult[], context: RowContext): CheckResult {
  const assets = new Set(members.map((m) => m.asset)).size;
  const first = members[0] as CheckResult;
  const outcome = worstOf(members);
  const own = {
    measured: measuredText(check, kind, members),
    value: aggregateValue(check, members),
    outcome,
    reason: reasonText(kind, members),
    at: members
      .map((m) => m.at)
      .reduce((a, b) => (a === null || (b !== null && compareInstants(b, a) > 0) ? b : a), null),
  };
  const manual = withManual(check, kind.kind, own, context);
  const measure = findMeasure(context.confirm, check.id, kind.kind, null);
  return {
    ...first,
    asset: kind.kind,
    assetName: `${kind.kindName}（${assets} ${kind.counter}）`,
    place: '',
    instance: null,
    method: members.find(({ method }) => method !== check.method)?.method ?? check.method,
    standard: printStandard(check),
    ...(manual ?? own),
    action: joined([measure?.action ?? null, memberActions(members)], '；'),
    permit: joined([measure?.permit ?? null, ...members.map((m) => m.permit)], '、'),
    members,
  };
}

/**
 * The rows of its members as the row over the kind judges them: what a person said of the whole kind holds for each of which nobody said
 * anything else. A row that is over no kind is its own.
 */
export function membersJudged(row: CheckResult): CheckResult[] {
  const { members } = row;
  if (members === undefined) return [row];
  if (row.outcome === worstOf(members)) return members;
  const { measured, value, outcome, reason, at, method } = row;
  return members.map((one) =>
    one.outcome === 'manual-pending' ? { ...one, measured, value, outcome, reason, at, method } : one,
  );
}

function measuredText(check: Check, kind: Kind, members: CheckResult[]): string {
  const all = [...outcomeByAsset(members).values()];
  const outcomes = all.filter((outcome) => outcome !== 'not-applicable');
  const apartCount = all.length - outcomes.length;
  // 13 台 stands beside 11/11.
  const apart = apartCount === 0 ? '' : `（另 ${apartCount} ${kind.counter}${outcomeWords['not-applicable']}）`;
  const share = `${outcomes.filter((outcome) => outcome === 'normal').length}/${outcomes.length} ${kind.counter}${apart}`;
  if (outcomes.length === 0) return outcomeWords['not-applicable'];
  if (outcomes.every((outcome) => outcome === 'unconfigured')) return UNSEEN.unconfigured;
  if (outcomes.every((outcome) => outcome === 'manual-pending')) return UNSEEN['manual-pending'];
  const value = aggregateValue(check, members);
  // None was observed: 0/3 would read as three of which none is in order.
  const [only, ...others] = new Set(outcomes);
  if (value === null && !outcomes.includes('normal') && !outcomes.includes('abnormal'))
    return only !== undefined && others.length === 0 ? outcomeWords[only] : '没有观测值';
  if (value === null || check.aggregate === 'count') return share;
  const whose = check.aggregate === 'worst' ? `（${worstMember(check, members)?.assetName ?? ''}）` : '';
  return `${printValue(check, value)}${whose}，${share}`;
}

/** An asset with several instances (mount points, backup plans) counts once, by its worst. */
function outcomeByAsset(members: CheckResult[]): Map<string, Outcome> {
  const byAsset = Map.groupBy(members, (m) => m.asset);
  return new Map([...byAsset].map(([asset, rows]) => [asset, worstOf(rows)]));
}

const worstOf = (rows: readonly CheckResult[]): Outcome => worstOutcome(rows) ?? 'unconfigured';

/** The number behind the text: normal members, the sum, or the worst value; null when nothing was measured. */
function aggregateValue(check: Check, members: CheckResult[]): number | null {
  const measured = members.filter((m) => m.outcome === 'normal' || m.outcome === 'abnormal');
  if (measured.length === 0) return null;
  if (check.aggregate === 'count') {
    return [...outcomeByAsset(members).values()].filter((outcome) => outcome === 'normal').length;
  }
  const numbers = measured.map((m) => m.value).filter((v) => typeof v === 'number');
  if (numbers.length === 0) return null;
  if (check.aggregate === 'sum') return numbers.reduce((a, b) => a + b, 0);
  const worst = worstMember(check, members)?.value;
  return typeof worst === 'number' ? worst : null;
}

function worstMember(check: Check, members: CheckResult[]): CheckResult | undefined {
  const lowIsBad = check.op === 'ge' || check.op === 'gt';
  const numeric = members.filter(
    (m) => typeof m.value === 'number' && (m.outcome === 'normal' || m.outcome === 'abnormal'),
  );
  return numeric.toSorted((a, b) => (Number(b.value) - Number(a.value)) * (lowIsBad ? -1 : 1))[0];
}

/** Names the members that are not normal, by outcome; members that share a reason stand together. */
function reasonText(kind: Kind, members: CheckResult[]): string | null {
  const parts = worstFirst.flatMap((outcome) => {
    const these = members.filter((m) => m.outcome === outcome && outcome !== 'normal');
    return these.length === 0
      ? []
      : [`${outcomeWords[outcome]}：${named(kind, these, these.length === members.length)}`];
  });
  return parts.length === 0 ? null : parts.join('；');
}

function named(kind: Kind, these: CheckResult[], isAll: boolean): string {
  const outcome = these[0]?.outcome;
  const silent = outcome === 'unconfigured' || outcome === 'manual-pending';
  const assets = new Set(these.map((m) => m.asset)).size;
  if (silent && isAll) return `全部 ${assets} ${kind.counter}`;
  const names = these.slice(0, NAMED).map((m) => `${m.assetName}${detail(m)}`);
  const rest = these.length > NAMED ? ` 等 ${assets} ${kind.counter}` : '';
  return names.join('、') + rest;
}

function detail(member: CheckResult): string {
  const said = member.reason ?? (member.outcome === 'abnormal' ? member.measured : null);
  const parts = [member.place, member.instance, member.outcome === 'unconfigured' ? null : said].filter(
    (p) => p !== null && p !== '',
  );
  return parts.length === 0 ? '' : `（${parts.join('，')}）`;
}

/** Each once; null when there is none: neither the kind's measure nor a member's may fall under the table. */
function joined(texts: (string | null)[], between: string): string | null {
  const said = [...new Set(texts.filter((text) => text !== null))];
  return said.length === 0 ? null : said.join(between);
}

function memberActions(members: CheckResult[]): string | null {
  const said = members.filter((m) => m.action !== null).map((m) => `${m.assetName}：${m.action}`);
  return said.length === 0 ? null : said.join('；');
}
