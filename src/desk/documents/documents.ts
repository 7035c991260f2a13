/** Documents at the desk: what is light is read here, what is heavy is asked of the process for it (`worker.ts`). */
import type { ContractBundle } from '../../contract/bundle/bundle.ts';
import { ABSENT, UserError } from '../../contract/error.ts';
import { TO_BE_FILLED } from '../../contract/terms/contract.ts';
import { recordDelivery } from '../../pipeline/signoff/deliver.ts';
import { voidDocument } from '../../pipeline/signoff/void.ts';
import type { Actor } from '../../server/ports/actor.ts';
import type {
  ConfirmOrder,
  DeliverOrder,
  DocumentLine,
  DocumentsPort,
  DraftLook,
  IssueOrder,
  JobItem,
  Named,
  VoidOrder,
} from '../../server/ports/documents.ts';
import type { DeskSession } from '../desk-session.ts';
import { keptPlan, settledPlan, shownPlan } from '../kept-plan.ts';
import { issuedLook } from './issued.ts';
import { openJobs } from './jobs.ts';
import { documentLine, documentLines } from './lines.ts';
import type { Looked } from './look.ts';
import { type DocumentWorker, openDocumentWorker, workingHere } from './worker.ts';

/** Drafts whose pages are kept, so that a page and the frame in it show the same. */
const KEPT_PAGES = 6;

export function documentsPort(desk: DeskSession): DocumentsPort {
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
  const find = (named: Named) => desk.use((session) => documentLine(session, named));
  return {
    list: (now, decides) => desk.use((session) => documentLines(session, now, decides ? keptPlan : shownPlan)),
    find,
    look: async (named) => (await looked(named)).look,
    draft: async ({ seen, ...named }) => pages.of(keyOf(named, seen)) ?? (await looked(named)).html,
    people: () => desk.use(({ workspace }) => Promise.resolve(peopleOf(workspace.contract))),
    issued: (named) => desk.use((session) => issuedLook(session, named)),
    async confirm(order) {
      const line = await find(order);
      requireReason(line, order.reason);
      const kept = await worker.ask({ work: 'confirm', ...order });
      const text = `已确认 ${line.name} ${line.periodText}（${kept.id}）`;
      if (kept.before) return { job: null, text: `${text}，没有再次确认` };
      if (kept.toIssue === null) return { job: null, text: `${text}；${kept.held ?? LATER}` };
      const reason = kept.toIssue.reason ?? '';
      return { job: issueJob(line, { ...onlyNamed(order), actor: order.actor, reason, saw: true }, true), text };
    },
    async issue(order) {
      const line = await find(order);
      requireReason(line, order.reason);
      return issueJob(line, order, false);
    },
    deliver: (order) => desk.use((session) => deliver(session, order)),
    void: (order) => desk.use((session) => makeVoid(session, order)),
    lookAtMany(lines, { account }, now) {
      return jobs.begin({ account, kind: 'look' }, lines.map(itemOf), async ({ obligation, period }) => {
        const { look } = await looked({ obligation, period, now });
        return { look: inBrief(look) };
      });
    },
    confirmMany(items, order) {
      const account = order.actor.account;
      return jobs.begin({ account, kind: 'confirm' }, items.map(waiting), (item) => confirmOne(item, order, worker));
    },
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

/** Confirms one of several as it was looked at, and issues it at once. */
async function confirmOne(
  item: JobItem,
  order: Omit<ConfirmOrder, 'seen' | 'measures' | 'summary' | 'obligation' | 'period'>,
  worker: DocumentWorker,
): Promise<Partial<JobItem>> {
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
  const { number } = await voidDocument(session, {
    ...{ document: `${obligation}/${period}`, person: actor.name, entered: enteredBy(actor), reason, now },
    ...(agreedBy === '' ? {} : { agreedBy }),
  });
  return number;
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
