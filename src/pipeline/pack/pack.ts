/** 查验包: what was issued for some days, with all behind it, as one zip that an auditor checks without us. */
import type { ArchivedDocument } from '../../archive/store.ts';
import { UserError } from '../../contract/error.ts';
import { requireFree, requireRoom, writeZip } from '../../pack/fill/zip-file.ts';
import { type Pack, type PackRequest, toldMissing } from '../../pack/format.ts';
import { type Answers, answersTo } from '../../pack/make/answers.ts';
import { isOfPeriod, type Span, spanOf } from '../../pack/make/chosen.ts';
import { planWithRequests } from '../plan/on-request.ts';
import type { Plan } from '../plan/plan.ts';
import type { Session } from '../session.ts';
import { type Filled, fillPack } from './fill.ts';
import { askable, readRequests } from './requests-part.ts';

export interface PackOrder {
  /** First and last day; without them those of what was asked for. */
  from?: string;
  to?: string;
  /** The whole service: every document, and also every record and original, the files of the contract, plans and articles. */
  all?: boolean;
  /** An auditor's list of what they want; `shown` is how messages name the file. */
  requests?: { bytes: Uint8Array; shown: string };
  /** Absolute path of the zip. */
  file: string;
  /** ISO instant: how things stand is told as of then, and it is the pack's own time. */
  now: string;
  progress?(done: number, total: number, what: string): void;
}

/** What is told of a pack that was made. */
export interface MadePack {
  file: string;
  /** Of the zip. */
  bytes: number;
  from: string;
  to: string;
  documents: number;
  records: number;
  evidence: number;
  /** What should be in it and is not, or is not as it was issued. */
  missing: Pack['missing'];
  /** Due in these days and not issued, in words. */
  notIssued: string[];
  requests?: PackRequest[];
}

/**
 * Makes the pack.
 * @throws UserError when the file is there already, nothing is chosen, or the list of requests cannot be used; EnvironmentError when the
 * disk has no room or fails. Nothing is left then.
 */
export async function pack(session: Session, order: PackOrder): Promise<MadePack> {
  await requireFree(order.file);
  const plan = await planWithRequests(session, order.now);
  const answers = await answered(session, plan, order);
  const choice = chosenFor(session, plan, order, answers);
  await requireRoom(order.file, roomFor(choice.chosen));
  let filled: Filled | undefined;
  const bytes = await writeZip(order.file, order.now, async (zip) => {
    const { now, all = false, progress } = order;
    filled = await fillPack({ session, plan, ...choice, all, answers, now, progress }, zip);
  });
  const { pack: made, notIssued } = filled as Filled;
  return {
    ...{ file: order.file, bytes, from: made.from, to: made.to },
    documents: made.documents.length,
    records: made.records.length,
    evidence: made.evidence.length,
    missing: toldMissing(made.missing),
    notIssued: (notIssued ?? []).map(({ name, period, state }) => `${name} ${period}（${state}）`),
    ...(made.requests === undefined ? {} : { requests: made.requests }),
  };
}

async function answered(session: Session, plan: Plan, order: PackOrder): Promise<Answers | undefined> {
  if (order.requests === undefined) return undefined;
  const rows = await readRequests(order.requests);
  const { from, to } = order;
  return answersTo(
    rows,
    await askable(session, plan),
    from === undefined || to === undefined ? undefined : { from, to },
  );
}

interface Choice {
  /** In the order of numbers. */
  chosen: ArchivedDocument[];
  span: Span;
  whole: boolean;
}

function chosenFor({ workspace }: Session, plan: Plan, order: PackOrder, answers: Answers | undefined): Choice {
  const { from, to, all = false } = order;
  const { servicePeriod } = workspace.contract.contract;
  const isAsked = ({ manifest }: ArchivedDocument): boolean => answers?.documents.has(manifest.number) === true;
  if (all) {
    if (plan.documents.length === 0) throw nothingIssued('服务期内', servicePeriod);
    return { chosen: [...plan.documents], span: widest(plan.documents, servicePeriod), whole: true };
  }
  if (from !== undefined && to !== undefined) {
    if (from > to) throw new UserError('起始日期晚于截止日期', { at: '--from', found: from, expected: `不晚于 ${to}` });
    const chosen = plan.documents.filter((one) => isOfPeriod(one.manifest, { from, to }) || isAsked(one));
    if (chosen.length === 0) throw nothingIssued(from === to ? from : `${from} 至 ${to}`, servicePeriod);
    return { chosen, span: { from, to }, whole: true };
  }
  if (answers !== undefined) {
    const chosen = plan.documents.filter(isAsked);
    if (chosen.length + answers.records.size === 0)
      throw new UserError('清单所要的资料一件也没有找到，没有制作', {
        ...(order.requests === undefined ? {} : { file: order.requests.shown }),
        found: answers.requests
          .slice(0, TOLD)
          .map(({ row, asked, told }) => `第 ${row} 行“${asked}”：${told}`)
          .join('；'),
        hint: '在清单中写明合同所称的资料名称和期间；期间也可用 --from、--to 给出',
      });
    return { chosen, span: spanOf(chosen.map(({ manifest }) => manifest)) ?? servicePeriod, whole: false };
  }
  throw new UserError('没有写明查验包包括哪些日期', {
    expected: '--from 与 --to 起止日期，--month 2026-11，--all（整个服务期），或 --requests 资料清单.xlsx',
    hint: '示例：opsledger pack --month 2026-11 -o 查验包.zip',
  });
}

/** Requests that an error names. */
const TOLD = 5;

const nothingIssued = (found: string, { from, to }: Span): UserError =>
  new UserError('其间没有签发的文档，没有制作', {
    found,
    expected: `服务期 ${from} 至 ${to} 之间、签发过文档的日期`,
    hint: '换一段日期；签发情况见 opsledger due',
  });

/** The service, and what was issued before or after it. */
function widest(documents: readonly ArchivedDocument[], service: Span): Span {
  const spans = [service, spanOf(documents.map(({ manifest }) => manifest)) ?? service];
  const [from = ''] = spans.map((one) => one.from).sort();
  return {
    from,
    to:
      spans
        .map((one) => one.to)
        .sort()
        .at(-1) ?? '',
  };
}

/** What lies around the documents: records, log and originals are seldom more than they. */
const AROUND = 1.5;

/** Bytes that a pack of these documents takes at most, as a rule. */
const roomFor = (chosen: readonly ArchivedDocument[]): number =>
  AROUND * chosen.reduce((sum, { manifest }) => sum + manifest.outputs.reduce((all, { size }) => all + size, 0), 0);
