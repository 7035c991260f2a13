/** The frame that every document shares: 封面信息, marks, 修订说明, 附件与证据清单, signatures. Pure. */

import { textsOf } from '../../src/contract/bundle/bundle.ts';
import { bundleFileNames, bundleFiles } from '../../src/contract/bundle/bundle-parts.ts';
import { sayAllIn, wordsOf } from '../../src/contract/party-words.ts';
import { isDaily } from '../../src/contract/terms/cadence.ts';
import type { Contract } from '../../src/contract/terms/contract.ts';
import {
  compareInstants,
  dateOf,
  formatDateChinese,
  formatDateTime,
  formatTime,
  formatWeekday,
  type InstantText,
} from '../../src/contract/time.ts';
import { tonedBlocks } from '../../src/page/figure-tone.ts';
import type { Section } from '../../src/report/block.ts';
import type { Frame, ReportDocument } from '../../src/report/document.ts';
import type { Composed, ComposeInput } from '../_deliverable.ts';
import { articleName } from '../cells/articles.ts';
import { confirmedText, ownConfirm, unconfirmedMark } from './confirm.ts';
import { aboutEvent, correctionSection, type NamedRecord, newsOf, ownOf, sinceOf, toldTimes } from './corrections.ts';
import { type EvidenceRecord, evidenceBlock } from './evidence.ts';
import { type InputName, type RevisionNote, revisionSection } from './revision.ts';
import { changedAnswers, isPreviousUnseen } from './revision-answers.ts';
import { signatureBlock } from './signature.ts';
import { toldMarks } from './told.ts';

export interface FrameInput {
  input: ComposeInput;
  composed: Composed;
  number: string;
  title: string;
  periodText: string;
  evidence: EvidenceRecord[];
  /** Records that were withdrawn: evidence of nothing, and named as such. */
  withdrawn: NamedRecord[];
  /** Short fingerprint as printed. */
  fingerprint: string;
  /** ISO; null for a draft. */
  issuedAt: string | null;
  /** Newest evidence time among the inputs, ISO; null when there is none. */
  dataAsOf: string | null;
  late: { dueAt: string; reason: string } | null;
  revisionNote: RevisionNote | null;
  simulated: boolean;
  /** true: it tells of a period by statistics, held to the cut. */
  counts?: boolean;
  /** Entries and root of the log before its round, as printed; null prints nothing. */
  checkpoint?: string | null;
}

/** Puts the frame around what a deliverable composed, and says it all in the words of the contract. */
export function frameDocument(f: FrameInput): ReportDocument {
  return sayAllIn(wordsOf(f.input.contract.contract), framed(f));
}

type Told = Pick<FrameInput, 'input' | 'evidence' | 'withdrawn' | 'revisionNote' | 'counts'>;

/** Records whose corrections the document tells, those that were withdrawn, and which of the changes are news. */
function correctionsTold({ input, evidence, withdrawn, revisionNote, counts }: Told) {
  const held = { previousIssuedAt: revisionNote?.previousIssuedAt, counts: counts === true };
  const isNews = newsOf(input, held);
  return {
    records: aboutEvent(evidence, input),
    withdrawn: aboutEvent(withdrawn, input),
    isNews,
    isOwn: ownOf(input, held.counts),
    since: sinceOf(input, held),
  };
}

/** Times of the corrections that the document tells: its data are no older. */
export function correctionsKnown(f: Told): InstantText[] {
  const { records, withdrawn, isNews } = correctionsTold(f);
  return toldTimes(records, withdrawn, isNews);
}

function framed(f: FrameInput): ReportDocument {
  const { input, composed } = f;
  const told = correctionsTold(f);
  const watermark = input.draft ? '草稿' : f.simulated ? '演示数据' : undefined;
  return {
    schema: 1,
    obligation: input.obligation.id,
    period: input.occurrence.period,
    revision: input.revision,
    number: f.number,
    title: f.title,
    subtitle: composed.subtitle ?? f.periodText,
    revisionText: `第 ${input.revision} 版`,
    frame: frameFields(f),
    marks: [...marks(f), ...toldMarks(told, composed)],
    ...(composed.form === undefined ? {} : { form: composed.form }),
    ...(watermark === undefined ? {} : { watermark }),
    sections: [
      ...revisionSection(f.revisionNote, namesOf(f), {
        previousUnseen: isPreviousUnseen(input),
        answers: changedAnswers(input),
      }),
      ...composed.sections.map(({ stated: _, ...section }) => ({ ...section, blocks: tonedBlocks(section.blocks) })),
      ...correctionSection(told.records, told.withdrawn, told.isNews, told),
      { id: 'evidence', title: '附件与证据清单', blocks: [evidenceBlock(f)] },
      signatureSection(f),
    ],
    fingerprint: f.fingerprint,
    time: f.issuedAt ?? f.dataAsOf ?? input.asOf,
  };
}

function frameFields(f: FrameInput): Frame {
  const { input, composed } = f;
  const { contract } = input.contract;
  const daily = isDaily(input.obligation);
  const period = contract.servicePeriod;
  return {
    project: contract.project,
    purchaser: contract.parties.purchaser,
    supplier: contract.parties.supplier,
    ...(contract.parties.called === undefined ? {} : { called: calledOf(contract) }),
    ...(contract.number === null ? {} : { contractNumber: contract.number }),
    servicePeriod: `${period.from} 至 ${period.to}`,
    informationMark: contract.informationMark,
    periodLabel: daily ? '业务日期' : input.occurrence.event === undefined ? '统计区间' : '事件编号',
    periodText: daily ? input.occurrence.from : f.periodText,
    ...(composed.collected === undefined ? {} : { collected: collectedText(composed.collected) }),
    confirmed: confirmedText(input),
    issued: f.issuedAt === null ? '未签发' : formatDateTime(f.issuedAt),
    dataAsOf: f.dataAsOf === null ? withoutData(f) : formatDateTime(f.dataAsOf),
    ...optionalPeople(f),
    checkpoint: f.checkpoint ?? null,
    ...(composed.witness === true && f.checkpoint != null ? { checkpointCode: true } : {}),
  };
}

/** What the front calls the parties, where the contract has words of its own for them. */
function calledOf(contract: Contract): NonNullable<Frame['called']> {
  const { 采购人: purchaser, 供应商: supplier } = wordsOf(contract);
  return { purchaser, supplier };
}

/** What people write, and what asks for no records, rests on no data; anything else could have some, and has none. */
function withoutData({ input }: FrameInput): string {
  if (input.contract.written.some(({ id }) => id === input.obligation.id)) return '不适用';
  return Object.keys(input.records).length === 0 ? '不适用，依据合同文件编制' : '没有数据';
}

function optionalPeople({ composed, input }: FrameInput): Partial<Frame> {
  const prepared = composed.prepared ?? ownConfirm(input)?.person;
  const reviewed = composed.reviewed ?? ownConfirm(input)?.reviewer;
  return {
    ...(prepared === undefined ? {} : { prepared }),
    ...(reviewed === undefined ? {} : { reviewed }),
    ...(composed.approved === undefined ? {} : { approved: composed.approved }),
  };
}

/** `09:00:12 – 09:00:41` on one day, with dates when it spans several. */
function collectedText({ from, to }: { from: string; to: string }): string {
  if (dateOf(from) === dateOf(to)) return `${formatTime(from)} – ${formatTime(to)}`;
  return `${formatDateTime(from)} – ${formatDateTime(to)}`;
}

function marks({ input, composed, late, simulated, issuedAt }: FrameInput): ReportDocument['marks'] {
  const own: ReportDocument['marks'] = [];
  if (input.draft) own.push({ text: '草稿，未签发', tone: 'attention' });
  const unconfirmed = unconfirmedMark(input);
  if (!input.draft && unconfirmed !== undefined) own.push({ text: unconfirmed, tone: 'attention' });
  if (late !== null) {
    own.push({ text: `补报：应于 ${formatDateTime(late.dueAt)} 前提交；原因：${late.reason}`, tone: 'abnormal' });
  }
  own.push(...earlyMark(issuedAt, input.occurrence.issueFrom));
  if (simulated) own.push({ text: '演示数据', tone: 'attention' });
  return [...own, ...(composed.marks ?? [])];
}

/** A document that was asked for by name before its interval was over does not pass for a whole one. */
function earlyMark(issuedAt: string | null, issueFrom: string | null): ReportDocument['marks'] {
  if (issuedAt === null || issueFrom === null || compareInstants(issuedAt, issueFrom) >= 0) return [];
  const text = `提前签发：早于 ${formatDateTime(issueFrom)}，其后的情况列入下一期补充`;
  return [{ text, tone: 'attention' }];
}

/** Names of the inputs that a revision may speak of. */
function namesOf({ evidence, withdrawn, input }: FrameInput): InputName[] {
  const files = Object.entries(bundleFiles) as [keyof typeof bundleFiles, string][];
  return [
    ...files.map(([part, id]) => ({ id, label: '合同数据', name: bundleFileNames[part] })),
    ...textsOf(input.contract).map(({ file, name }) => ({ id: file, label: '编写文档正文', name })),
    ...[...evidence, ...withdrawn].map(({ record, label }) => ({ id: record.id, label })),
    ...input.issued.map(({ number, obligation, period, revision }) => ({
      id: `${obligation}/${period}/r${revision}/`,
      label: '已签发文档',
      name: number,
    })),
    ...[...(input.articleTitles?.keys() ?? [])].map((id) => ({
      id: `knowledge-base/${id}.`,
      label: '知识条目',
      name: articleName(input, id),
    })),
  ];
}

function signatureSection(f: FrameInput): Section {
  return { id: 'signature', title: '签字', blocks: [signatureBlock(f.input, f.composed)] };
}

/** `2026 年 11 月 24 日　星期二` */
export function daySubtitle(date: string): string {
  return `${formatDateChinese(date)}　${formatWeekday(date)}`;
}
