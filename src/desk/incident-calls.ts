/** Incidents at the desk, by the same calls as the commands, and the steps that the desk alone has. */
import { UserError } from '../contract/error.ts';
import { FAST_CLOCK_SECONDS, notAhead } from '../contract/fast-clock.ts';
import { secondsBetween } from '../contract/time.ts';
import { parseAt } from '../pipeline/clock.ts';
import { takeIncidentStep } from '../pipeline/record/incident-step.ts';
import { runningOf } from '../pipeline/status/running-incidents.ts';
import type { EnteredBy } from '../records/record.ts';
import type { IncidentStep } from '../subjects/incidents/judge/steps.ts';
import type { Actor } from './actor.ts';
import type { DeskSession } from './desk-session.ts';
import { type Analysis, analyse } from './incident-analysis.ts';
import { detailOf } from './incident-detail.ts';
import { alertLine, choicesOf, listsOf } from './incident-lists.ts';
import { linkAlert, putAside, type Report, raiseAlert, reporter } from './incident-report.ts';

/** A step as it is asked for: `at` as typed, empty for now. */
export type AskedStep = Asked<IncidentStep>;

type Asked<S> = S extends IncidentStep ? Omit<S, 'at' | 'typed'> & { at: string; reason: string } : never;

export function incidentsCalls(desk: DeskSession) {
  const report = reporter();
  return {
    /** Of each open incident what counts next, what can still be kept before what cannot; asked for by every page. @param now ISO instant */
    running: (now: string) => desk.use((session) => runningOf(session, now)),
    lists: (now: string) => desk.use((session) => listsOf(session, now)),
    choices: (now: string) => desk.use(async (session) => choicesOf(session, now)),
    /** @throws UserError when there is none */
    find: (id: string, now: string) => desk.use((session) => detailOf(session, id, now)),
    alert: (id: string) => desk.use((session) => alertLine(session, id)),
    /** Saves it at once. The same form twice is one. @returns its id. @throws UserError naming the field that is wrong */
    report: (given: Report, actor: Actor, now: string) =>
      desk.use((session) => report(session, given, entered(actor), now)),
    /** @returns false when it was taken already. @throws UserError */
    step: (id: string, asked: AskedStep, actor: Actor, now: string) =>
      desk.use((session) => {
        const request = { id, now, entered: entered(actor), reason: asked.reason };
        return takeIncidentStep(session, atTime(asked, now), request);
      }),
    /** Makes an incident of an alert, with the times that monitoring knew; the same alert again gives the same. @param level empty: as the data map it. @throws UserError */
    raise: (alert: string, level: string, actor: Actor, now: string) =>
      desk.use((session) => raiseAlert(session, alert, level, entered(actor), now)),
    /** Puts an alert aside: it is not offered again. @throws UserError when nothing is said of why, or it was dealt with already */
    settle: (alert: string, decision: 'dismissed' | 'handled', why: string, actor: Actor, now: string) =>
      desk.use((session) => putAside(session, alert, decision, why, { entered: entered(actor), now })),
    /** Makes an alert part of an incident that there is. @throws UserError when it was dealt with already */
    link: (id: string, alert: string, actor: Actor, now: string) =>
      desk.use((session) => linkAlert(session, id, alert, entered(actor), now)),
    /** @returns what somebody else changed meanwhile; where there is any, nothing was saved. @throws UserError */
    analyse: (id: string, given: Analysis, actor: Actor, now: string) =>
      desk.use((session) => analyse(session, id, given, entered(actor), now)),
  };
}

const entered = ({ name, account, channel }: Actor): EnteredBy => ({ name, account, channel });

/**
 * The step with its time: the server's, unless a person typed another.
 * @throws UserError when the time cannot be read, or nobody says why it is not that of the moment
 */
function atTime({ at: typed, reason, ...step }: AskedStep, now: string): IncidentStep {
  if (typed === '') return { ...step, at: now, typed: false } as IncidentStep;
  const at = notAhead(parseAt(typed, '时间'), now);
  // What the purchaser agrees to is a time that stands in the record already.
  if (reason === '' && step.step !== 'vouch-restored' && Math.abs(secondsBetween(at, now)) > FAST_CLOCK_SECONDS) {
    throw new UserError('时间不是提交的时刻，须写明原因', {
      at: '原因',
      found: '（缺少）',
      expected: '一句话说明为什么另填时间，例如 处理时来不及登记',
      hint: '时间留空即为提交时的服务器时间',
    });
  }
  return { ...step, at, typed: true } as IncidentStep;
}
