/**
 * 分期付款: of each instalment what it asks for, what of it is there, and what is missing, by name. A document counts by what became of
 * its newest revision, as deliveries judge it, and a paper by the file that is attached to its record: what nobody shows is missing. Pure.
 */
import type { Occurrence } from '../../../contract/calendar/occurrence.ts';
import { briefPeriod, periodText } from '../../../contract/calendar/period-text.ts';
import type { Obligation } from '../../../contract/terms/obligations.ts';
import {
  type Instalment,
  type InstalmentDocument,
  type ProofOfDocument,
  proofsOfDocument,
} from '../../../contract/terms/payment/instalments.ts';
import { compareInstants, type DateText, dateOf, type InstantText, toDate } from '../../../contract/time.ts';
import type { Attachment } from '../../../records/record.ts';
import type { InstalmentState } from '../../../states/instalment.ts';
import { type OccurrenceState, stateWords } from '../../../states/occurrence.ts';
import { receiptWords } from '../../../states/receipt.ts';
import { namesText } from '../../../wording/words.ts';
import type { DeliveryFacts } from '../../deliveries/judge/delivery-facts.ts';
import { receiptState } from '../../deliveries/judge/receipt.ts';
import type { PaymentPaperRecord } from '../kinds/payment-paper.ts';

/** Days before the first day of payment from which on what is missing is told. */
export const AHEAD_DAYS = 30;

/** A document that is or will be owed, and what became of it, as deliveries judge it. */
export interface HeldDocument {
  obligation: Pick<Obligation, 'id' | 'name'>;
  occurrence: Pick<Occurrence, 'period' | 'name' | 'from' | 'to' | 'span' | 'event' | 'part'>;
  state: OccurrenceState;
  /** Number of the newest revision; null: none was issued. */
  number: string | null;
  /** What happened to that revision. */
  facts: DeliveryFacts;
}

/** One thing that an instalment asks for: documents of an obligation, or a paper. */
export interface AskedItem {
  /** As the contract names it. */
  name: string;
  /** In words what proves it: `已签收`; 附件 of a paper. */
  proof: string;
  asked: number;
  there: number;
  /** Numbers of documents or ids of records that prove it. */
  proven: readonly string[];
  /** What is missing, each by its name and why: `2027-03（未签发）`. */
  missing: readonly string[];
}

export interface JudgedInstalment {
  instalment: Instalment;
  state: InstalmentState;
  items: readonly AskedItem[];
  /** Single documents and papers. */
  asked: number;
  there: number;
  /** Days to the first day on which it may be paid; 0 on that day, negative after it. */
  daysLeft: number;
}

export interface InstalmentsInput {
  instalments: readonly Instalment[];
  documents: readonly HeldDocument[];
  papers: readonly PaymentPaperRecord[];
  /** What was written down later is not known yet. */
  asOf: InstantText;
}

/** One entry an instalment, in the order of the data. */
export function judgeInstalments({ instalments, documents, papers, asOf }: InstalmentsInput): JudgedInstalment[] {
  const today = dateOf(asOf);
  const known = papers.filter((one) => one.handedOn <= today && compareInstants(one.enteredAt, asOf) <= 0);
  return instalments.map((instalment): JudgedInstalment => {
    const items = [
      ...(instalment.documents ?? []).map((one) => documentItem(one, documents)),
      ...(instalment.papers ?? []).map((one) => paperItem(one, instalment, known, asOf)),
    ];
    const daysLeft = toDate(today).until(toDate(instalment.from), { largestUnit: 'days' }).days;
    const sum = (key: 'asked' | 'there'): number => items.reduce((all, one) => all + one[key], 0);
    return {
      ...{ instalment, items, daysLeft, asked: sum('asked'), there: sum('there') },
      state: stateOf(items, daysLeft),
    };
  });
}

function stateOf(items: readonly AskedItem[], daysLeft: number): InstalmentState {
  if (items.length === 0) return 'unnamed';
  if (items.every(({ missing }) => missing.length === 0)) return 'complete';
  return daysLeft > AHEAD_DAYS ? 'ahead' : 'lacking';
}

/** `12 份月报签收单：2027 年 3 月（待签收）；发票：没有登记`; empty: nothing is missing. */
export const missingText = ({ items }: Pick<JudgedInstalment, 'items'>): string =>
  items
    .filter(({ missing }) => missing.length > 0)
    .map(({ name, missing }) => `${name}：${namesText(missing, '份')}`)
    .join('；');

/** `2027-07-01 起`, `2026-09-01 至 2026-09-15`. */
export const payableText = ({ instalment: { from, to } }: Pick<JudgedInstalment, 'instalment'>): string =>
  to === undefined ? `${from} 起` : `${from} 至 ${to}`;

/** `第二期（2027-07-01 起可付款）缺 发票：没有登记`: what has to be seen to. */
export const lackingText = (one: JudgedInstalment): string =>
  `${one.instalment.name}（${payableText(one)}可付款）缺 ${missingText(one)}`;

/** true for what somebody has to see to now. */
export const isLacking = ({ state }: JudgedInstalment): boolean => state === 'lacking';

/** By the newest revision of each alone: what took its place was not signed for with it. */
function documentItem(asked: InstalmentDocument, all: readonly HeldDocument[]): AskedItem {
  const { obligation, from, to, proof } = asked;
  const own = all.filter((one) => one.obligation.id === obligation && isWithin(one.occurrence.to, from, to));
  const proven = own.filter((one) => isProven(one, proof));
  const wanted = asked.count ?? own.length;
  const open = own.filter((one) => !isProven(one, proof)).map((one) => `${periodOf(one)}（${whyNot(one)}）`);
  // With a number of its own, what is owed beyond it is not asked for; of what nobody owes so many the rest is missing all the same.
  const unowed = wanted - own.length;
  const missing =
    own.length === 0 && asked.count === undefined
      ? ['这些日期内没有应交的文档']
      : proven.length >= wanted
        ? []
        : [...open, ...(unowed > 0 ? [`另有 ${unowed} 份没有应交项`] : [])];
  return {
    name: asked.name ?? own[0]?.obligation.name ?? obligation,
    proof: proofsOfDocument[proof],
    asked: Math.max(1, wanted),
    there: Math.min(proven.length, Math.max(1, wanted)),
    proven: proven.flatMap(({ number }) => number ?? []),
    missing,
  };
}

/** Of these nothing is handed in, whatever was issued: it was made void, or does not tell of what it has to. */
const NOT_HELD: ReadonlySet<OccurrenceState> = new Set(['upcoming', 'due', 'overdue', 'missing']);

/** The purchaser's receipt, where it has to be theirs; by silence where the contract lets that count. */
function isProven({ number, facts, state }: HeldDocument, proof: ProofOfDocument): boolean {
  const receipt = receiptState(facts);
  if (number === null || receipt === 'annulled' || NOT_HELD.has(state)) return false;
  if (proof === 'issued') return true;
  return receipt === 'received' || (proof === 'received' && receipt === 'deemed');
}

const whyNot = ({ number, facts, state }: HeldDocument): string =>
  number === null || NOT_HELD.has(state) ? stateWords[state] : receiptWords[receiptState(facts)];

const isWithin = (day: DateText, from: DateText, to: DateText): boolean => from <= day && day <= to;

const periodOf = ({ occurrence }: HeldDocument): string => briefPeriod(occurrence.period, periodText(occurrence));

const NO_FILE = '已登记，没有附件';

function paperItem(
  { id, name }: { id: string; name: string },
  instalment: Instalment,
  records: readonly PaymentPaperRecord[],
  asOf: InstantText,
): AskedItem {
  const own = records.filter((one) => one.instalment === instalment.id && one.paper === id);
  const isThere = ({ withdrawn, keptAt }: Attachment): boolean =>
    withdrawn === undefined && (keptAt === undefined || compareInstants(keptAt, asOf) <= 0);
  const shown = own.filter(({ attachments = [] }) => attachments.some(isThere));
  return {
    ...{ name, proof: '附件', asked: 1 },
    there: shown.length > 0 ? 1 : 0,
    proven: shown.map((one) => one.id),
    missing: shown.length > 0 ? [] : [own.length > 0 ? NO_FILE : '没有登记'],
  };
}
