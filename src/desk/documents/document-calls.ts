/** Documents at the desk: what is light is read here, what is heavy is asked of the process for it (`worker.ts`). */
import type { ContractBundle } from '../../contract/bundle/bundle.ts';
import { ABSENT, UserError } from '../../contract/error.ts';
import { TO_BE_FILLED } from '../../contract/terms/contract.ts';
import { recordDelivery } from '../../pipeline/signoff/deliver.ts';
import { voidDocument } from '../../pipeline/signoff/void.ts';
import type { Actor } from '../actor.ts';
import type { DeskSession } from '../desk-session.ts';
import { keptPlan, settledPlan, shownPlan } from '../kept-plan.ts';
import { withNames } from '../named-files.ts';
import type { DraftLook, Looked } from './draft-look.ts';
import { issuedLook } from './issued.ts';
import { type JobItem, openJobs } from './jobs.ts';
import { type DocumentLine, documentLine, documentLines, type Named } from './lines.ts';
import type { ConfirmOrder, IssueOrder } from './work.ts';
import { type DocumentWorker, openDocumentWorker, workingHere } from './worker.ts';

export interface DeliverOrder {
  /** Numbers, or `obligation/period` for the newest revision. */
  documents: readonly string[];
  actor: Actor;
  via: string;
  /** ISO; empty: now. */
  happenedAt: string;
  remark: string;
  /** ISO. */
  now: string;
}

/** The newest revision made void. */
export interface VoidOrder extends Named {
  actor: Actor;
  reason: string;
  /** Who agreed for the purchaser, of what they signed for; empty: nobody. */
  agreedBy: string;
  /** The paper on which they did, as it came in. */
  scans: readonly { path: string; name: string }[];
}

/** Drafts whose pages are kept, so that a page and the frame in it show the same. */
const KEPT_PAGES = 6;

export function documentsCalls(desk: DeskSession) {
  const worker = desk.drawsHere ? workingHere(desk) : openDocumentWorker(desk.root);
  const jobs = openJobs(wordOf, () => desk.use((session) => settledPlan(session)));
  const pages = keptPages();
  const looked = async (named: Named): Promise<Looked> => {
    const found = await worker.ask({ work: 'look', ...onlyNamed(named) });
    pages.keep(keyOf(named, found.look.seen), found.html);
    return found;
  };
  const send = (order: IssueOrder, confirmedOnly: boolean) => worker.ask({ work: 'issue', confirmedOnly, ...order });
  const issueJob = (line: DocumentLine, order: IssueOrder, confirmedOnly: boolean): string =>
    jobs.begin({ account: order.actor.account, kind: 'issue' }, [itemOf(line)], () => send(order, confirmedOnly));
  /** @throws UserError when there is no such document */
  const find = (named: Named) => desk.use((session) => documentLine(session, named));
  return {
    /**
     * All that the contract asks for, nearest due time first.
     * @param now ISO instant
     * @param decides true: something is decided by it, so that nothing that was just saved may be missing
     */
    list: (now: string, decides?: boolean) =>
      desk.use((session) => documentLines(session, now, decides ? keptPlan : shownPlan)),
    find,
    /** @throws UserError when nothing can be composed of it */
    look: async (named: Named) => (await looked(named)).look,
    /** The draft as a page, as it was looked at with that fingerprint, or as it is now. */
    draft: async ({ seen, ...named }: Named & { seen: string }) =>
      pages.of(keyOf(named, seen)) ?? (await looked(named)).html,
    /** People of the contract, by whom a confirmation may be reviewed. */
    people: () => desk.use(({ workspace }) => Promise.resolve(peopleOf(workspace.contract))),
    issued: (named: Named) => desk.use((session) => issuedLook(session, named)),
    /**
     * Keeps the confirmation; the document is issued in a process of its own when its time has come.
     * @throws UserError as the command `confirm`; nothing is saved then
     */
    async confirm(order: ConfirmOrder): Promise<{ job: string | null; text: string }> {
      const line = await find(order);
      requireReason(line, order.reason);
      const kept = await worker.ask({ work: 'confirm', ...order });
      const text = `已确认 ${line.name} ${line.periodText}（${kept.id}）`;
      if (kept.before) return { job: null, text: `${text}，没有再次确认` };
      if (kept.toIssue === null) return { job: null, text: `${text}；${kept.held ?? LATER}` };
      const reason = kept.toIssue.reason ?? '';
      return { job: issueJob(line, { ...onlyNamed(order), actor: order.actor, reason, saw: true }, true), text };
    },
    /** Begins to issue. @returns id of the job */
    async issue(order: IssueOrder) {
      const line = await find(order);
      requireReason(line, order.reason);
      return issueJob(line, order, false);
    },
    /** All that are named, or none. @throws UserError as the command `deliver`. @returns numbers of the documents */
    deliver: (order: DeliverOrder) => desk.use((session) => deliver(session, order)),
    /** @throws UserError as the command `void`: nothing is saved then. @returns number of the document */
    void: (order: VoidOrder) => desk.use((session) => makeVoid(session, order)),
    /** Begins to look at several. @returns id of the job */
    lookAtMany(lines: readonly DocumentLine[], { account }: Actor, now: string) {
      return jobs.begin({ account, kind: 'look' }, lines.map(itemOf), async ({ obligation, period }) => {
        const { look } = await looked({ obligation, period, now });
        return { look: inBrief(look) };
      });
    },
    /** Begins to confirm and issue what was looked at. @returns id of the job */
    confirmMany(items: readonly JobItem[], order: ManyOrder) {
      const account = order.actor.account;
      return jobs.begin({ account, kind: 'confirm' }, items.map(waiting), (item) => confirmOne(item, order, worker));
    },
    /** null: there is none, or the server was started anew since. */
    job: jobs.find,
  };
}

/** Posts whose name nobody has filled in are no people. */
const peopleOf = ({ contract }: ContractBundle): string[] => [
  ...new Set(contract.people.map(({ name }) => name).filter((name) => !name.includes(TO_BE_FILLED))),
];

const LATER = '尚未到签发时间，到时自动签发；此前所依据的数据再有变化的，须重新确认';

const onlyNamed = ({ obligation, period, now }: Named): Named => ({ obligation, period, now });

const keyOf = ({ obligation, period }: Omit<Named, 'now'>, seen: string): string => `${obligation} ${period} ${seen}`;

const itemOf = ({ obligation, period, name, periodText, late }: DocumentLine): JobItem => ({
  ...{ obligation, period, name, periodText, late },
  state: 'waiting',
  text: '',
});

const waiting = (item: JobItem): JobItem => ({ ...item, state: 'waiting', text: '' });

const inBrief = ({
  seen,
  unusual,
  mustSee,
  unfinished,
  blanks,
  problems,
}: DraftLook): NonNullable<JobItem['look']> => ({
  ...{ seen, mustSee, unfinished },
  unusual: [...unusual, ...(blanks.length > 0 ? [`待填写、待补充 ${blanks.length} 处`] : [])],
  problems: problems.length,
});

type ManyOrder = Omit<ConfirmOrder, 'seen' | 'measures' | 'summary' | 'obligation' | 'period'>;

/** Confirms one of several as it was looked at, and issues it at once. */
async function confirmOne(item: JobItem, order: ManyOrder, worker: DocumentWorker): Promise<Partial<JobItem>> {
  const { obligation, period, late } = item;
  const named = { obligation, period, now: order.now };
  // The reason is why something is late; what is in time has none.
  const reason = late ? order.reason : '';
  requireReason(item, reason);
  const seen = item.look?.seen ?? '';
  const kept = await worker.ask({ work: 'confirm', ...order, ...named, reason, seen, measures: [], summary: '' });
  if (kept.before) return { text: `此前已确认（${kept.id}），没有再次确认` };
  if (kept.toIssue === null) return { text: kept.held ?? `已确认；${LATER}` };
  const send = { ...named, actor: order.actor, reason: kept.toIssue.reason ?? '', saw: true };
  const { text, number } = await worker.ask({ work: 'issue', confirmedOnly: true, ...send });
  return { text: `已确认，${text}`, number };
}

/** @throws UserError when something is late and nobody says why: it would be printed so */
function requireReason(
  { name, periodText, late }: Pick<JobItem, 'name' | 'periodText' | 'late'>,
  reason: string,
): void {
  if (!late || reason !== '') return;
  throw new UserError(`${name} ${periodText} 已过期限，没有写明补报原因`, {
    at: '补报原因',
    found: ABSENT,
    expected: '为什么过了期限，照此印在文档上',
    hint: '写明补报原因后再办理',
  });
}

async function deliver(session: Parameters<typeof recordDelivery>[0], order: DeliverOrder): Promise<string[]> {
  const { documents, actor, via, happenedAt, remark, now } = order;
  const { recorded, unchanged } = await recordDelivery(session, {
    action: 'deliver',
    documents: [...documents],
    person: actor.name,
    entered: enteredBy(actor),
    ...(via === '' ? {} : { via }),
    ...(remark === '' ? {} : { reason: remark }),
    ...(happenedAt === '' ? {} : { happenedAt }),
    now,
  });
  return [...recorded, ...unchanged].map(({ number }) => number);
}

async function makeVoid(session: Parameters<typeof voidDocument>[0], order: VoidOrder): Promise<string> {
  const { obligation, period, actor, reason, agreedBy, now } = order;
  return withNames(order.scans, async (scans) => {
    const { number } = await voidDocument(session, {
      ...{ document: `${obligation}/${period}`, person: actor.name, entered: enteredBy(actor), reason, now, scans },
      ...(agreedBy === '' ? {} : { agreedBy }),
    });
    return number;
  });
}

const enteredBy = ({ name, account, channel }: Actor) => ({ name, account, channel });

/** What is told of one document of several: the message, where, and what to do. */
export function wordOf(error: unknown): string {
  if (!(error instanceof UserError)) return '程序出错，没有办完；请查看系统日志后重试';
  const { found, hint } = error.place;
  return [
    error.summary,
    ...(found === undefined || found === ABSENT ? [] : [found]),
    ...(hint === undefined ? [] : [hint]),
  ].join('；');
}

function keptPages() {
  const pages = new Map<string, string>();
  return {
    keep(key: string, html: string): void {
      pages.delete(key);
      pages.set(key, html);
      for (const old of [...pages.keys()].slice(0, -KEPT_PAGES)) pages.delete(old);
    },
    of: (key: string): string | undefined => pages.get(key),
  };
}
