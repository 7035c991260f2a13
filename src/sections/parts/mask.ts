/** What each view of the site may not see: fields by their sensitivity, and addresses and names inside running text. Pure. */
import { z } from 'zod';
import type { FollowedFinding } from '../../assess/findings/findings.ts';
import type { CheckResult } from '../../assess/inspection/result.ts';
import type { Sensitivity } from '../../contract/scalars.ts';
import { fieldsOf, type RecordField } from '../../records/fields.ts';
import decisionKind, { type FindingDecisionRecord } from '../../records/kinds/finding-decision.ts';
import type { AnyRecord, RecordKind } from '../../records/record.ts';
import type { SiteArticle, SiteView } from '../../report/site-model.ts';

/** 供应商内部 sees all; 采购人 no machine's address; 审计 no person's name either. */
const hidden: Readonly<Record<SiteView, readonly Sensitivity[]>> = {
  supplier: [],
  purchaser: ['internal'],
  audit: ['internal', 'personal', 'contact'],
};

export interface Mask {
  readonly view: SiteView;
  /** true: drafts, what is missing for them, and the list of problems are for the supplier alone. */
  readonly internal: boolean;
  /** The record without what the view may not see. */
  record<T extends AnyRecord>(kind: Pick<RecordKind, 'schema'>, record: T): T;
  /** Running text: addresses, ports and known names taken out. */
  text(text: string): string;
}

const ADDRESS = /(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])(?::\d{1,5})?/g;
const PORT = /(?<![\w-])\d{1,5}\/(?:tcp|udp)\b/g;

/** @param names people of the contract, as they stand in texts */
export const maskFor = (view: SiteView, names: readonly string[]): Mask => ({ view, ...maskOf(hidden[view], names) });

/**
 * One mask for site and desk.
 * @param leavesOut what may not be seen; empty: all is seen
 * @param names people of the contract, as they stand in texts
 */
export function maskOf(leavesOut: readonly Sensitivity[], names: readonly string[]): Omit<Mask, 'view'> {
  const internal = leavesOut.length === 0;
  const hidesAddresses = leavesOut.includes('internal');
  const people = leavesOut.includes('personal') ? names.filter((name) => name.length > 1 && name !== '待填写') : [];
  const stand = standIns();
  const text = (value: string): string => {
    const without = hidesAddresses
      ? value.replace(ADDRESS, (found) => (isPublicExample(found) ? found : '〔地址略〕')).replace(PORT, '〔端口略〕')
      : value;
    return people.reduce((out, name) => out.replaceAll(name, '〔姓名略〕'), without);
  };
  const value = (field: RecordField, given: unknown): unknown => {
    if (given === undefined || given === null) return given;
    if (field.shape === 'rows' && Array.isArray(given)) {
      return given.map((row: Record<string, unknown>) => fieldsMasked(field.columns, row));
    }
    // The same hidden value gets the same stand-in, so that two machines stay two.
    if (leavesOut.includes(field.sensitivity)) return stand(field.sensitivity, String(given));
    if (typeof given === 'string') return field.references === undefined ? text(given) : given;
    return Array.isArray(given) ? given.map((one) => (typeof one === 'string' ? text(one) : one)) : given;
  };
  const fieldsMasked = (fields: readonly RecordField[], row: Record<string, unknown>): Record<string, unknown> => {
    const known = new Map(fields.map((field) => [field.name, field]));
    return Object.fromEntries(
      Object.entries(row).map(([name, given]) => {
        const field = known.get(name);
        return [name, field === undefined || FIXED.has(name) ? given : value(field, given)];
      }),
    );
  };
  return {
    internal,
    text,
    record(kind, record) {
      if (internal) return record;
      return fieldsMasked(
        fieldsOf(kind.schema),
        record as unknown as Record<string, unknown>,
      ) as unknown as typeof record;
    },
  };
}

/** What identifies a record or counts time is never changed. */
const FIXED = new Set(['schema', 'kind', 'id', 'source', 'at', 'enteredAt', 'simulated']);

const ADDRESS_OF_A_HOST = z.ipv4();

/** Addresses of every machine, such as 127.0.0.1, and what only looks like an address, such as a version. */
const isPublicExample = (found: string): boolean => {
  const [host = ''] = found.split(':');
  return !ADDRESS_OF_A_HOST.safeParse(host).success || host.startsWith('127.') || host === '0.0.0.0';
};

/** `〔地址 1〕`, `〔人员 2〕`: numbered in the order in which they are met. */
function standIns(): (sensitivity: Sensitivity, value: string) => string {
  const given = new Map<string, string>();
  const counts = { personal: 0, contact: 0, internal: 0, public: 0 };
  const words = { personal: '人员', contact: '联系方式', internal: '地址', public: '' };
  return (sensitivity, value) => {
    const key = `${sensitivity}\0${value}`;
    const known = given.get(key);
    if (known !== undefined) return known;
    counts[sensitivity] += 1;
    const made = `〔${words[sensitivity]} ${counts[sensitivity]}〕`;
    given.set(key, made);
    return made;
  };
}

/** A row of an inspection: measured values may name mount points and addresses. */
export const maskedResult = (mask: Mask, row: CheckResult): CheckResult => ({
  ...row,
  measured: mask.text(row.measured),
  reason: row.reason === null ? null : mask.text(row.reason),
  action: row.action === null ? null : mask.text(row.action),
  ...(row.members === undefined ? {} : { members: row.members.map((one) => maskedResult(mask, one)) }),
});

/** An article of the workspace; what people wrote may hold addresses and names. */
export const maskedArticle = (mask: Mask, article: SiteArticle): SiteArticle => ({
  ...article,
  title: mask.text(article.title),
  html: mask.text(article.html),
  text: mask.text(article.text),
  summary: mask.text(article.summary),
  headings: article.headings.map((one) => ({ ...one, text: mask.text(one.text) })),
  owner: article.owner === null ? null : mask.text(article.owner),
});

/** A finding, after it was followed by what the view may not see. */
export function seenFinding(mask: Mask, one: FollowedFinding): FollowedFinding {
  if (mask.internal) return one;
  const { finding, decision } = one;
  const text = (value: string | undefined): string | undefined => (value === undefined ? undefined : mask.text(value));
  const made = (record: FindingDecisionRecord | null) => (record === null ? null : mask.record(decisionKind, record));
  const { title, description, evidence, solution } = finding;
  return {
    ...one,
    finding: {
      ...finding,
      address: mask.text(finding.address),
      component: mask.text(finding.component),
      title: text(title),
      description: text(description),
      evidence: text(evidence),
      solution: text(solution),
    },
    plan: one.plan === null ? null : mask.text(one.plan),
    owner: one.owner === null ? null : mask.text(one.owner),
    decision: {
      ...decision,
      accepted: made(decision.accepted),
      falsePositive: made(decision.falsePositive),
      expired: made(decision.expired),
      retest: made(decision.retest),
      owner: decision.owner === null ? null : mask.text(decision.owner),
      plan: decision.plan === null ? null : mask.text(decision.plan),
    },
  };
}
