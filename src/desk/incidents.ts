/** Incidents at the desk, by the same calls as the commands, and the steps that the desk alone has. */
import { UserError } from '../contract/error.ts';
import { compareInstants } from '../contract/time.ts';
import { parseAt } from '../pipeline/clock.ts';
import { takeIncidentStep } from '../pipeline/record/incident-step.ts';
import { runningOf } from '../pipeline/status/running-incidents.ts';
import type { IncidentStep } from '../records/incident-steps.ts';
import type { EnteredBy } from '../records/record.ts';
import type { Actor } from '../server/ports/actor.ts';
import type { AskedStep, IncidentsPort } from '../server/ports/incidents.ts';
import type { DeskSession } from './desk-session.ts';
import { analyse } from './incident-analysis.ts';
import { detailOf } from './incident-detail.ts';
import { alertLine, choicesOf, listsOf } from './incident-lists.ts';
import { linkAlert, putAside, raiseAlert, reporter } from './incident-report.ts';

export function incidentsPort(desk: DeskSession): IncidentsPort {
  const report = reporter();
  return {
    running: (now) => desk.use((session) => runningOf(session, now)),
    lists: (now) => desk.use((session) => listsOf(session, now)),
    choices: (now) => desk.use(async (session) => choicesOf(session, now)),
    find: (id, now) => desk.use((session) => detailOf(session, id, now)),
    alert: (id) => desk.use((session) => alertLine(session, id)),
    report: (given, actor, now) => desk.use((session) => report(session, given, entered(actor), now)),
    step: (id, asked, actor, now) =>
      desk.use((session) => {
        const request = { id, now, entered: entered(actor), reason: asked.reason };
        return takeIncidentStep(session, atTime(asked, now), request);
      }),
    raise: (alert, level, actor, now) => desk.use((session) => raiseAlert(session, alert, level, entered(actor), now)),
    settle: (alert, decision, why, actor, now) =>
      desk.use((session) => putAside(session, alert, decision, why, { entered: entered(actor), now })),
    link: (id, alert, actor, now) => desk.use((session) => linkAlert(session, id, alert, entered(actor), now)),
    analyse: (id, given, actor, now) => desk.use((session) => analyse(session, id, given, entered(actor), now)),
  };
}

const entered = ({ name, account, channel }: Actor): EnteredBy => ({ name, account, channel });

/**
 * The step with its time: the server's, unless a person typed another.
 * @throws UserError when the time cannot be read, or nobody says why it is not that of the moment
 */
function atTime({ at: typed, reason, ...step }: AskedStep, now: string): IncidentStep {
  if (typed === '') return { ...step, at: now, typed: false } as IncidentStep;
  const at = parseAt(typed, '时间');
  // What the purchaser agrees to is a time that stands in the record already.
  if (reason === '' && step.step !== 'vouch-restored' && compareInstants(at, now) !== 0) {
    throw new UserError('时间不是提交的时刻，须写明原因', {
      at: '原因',
      found: '（缺少）',
      expected: '一句话说明为什么另填时间，例如 处理时来不及登记',
      hint: '时间留空即为提交时的服务器时间',
    });
  }
  return { ...step, at, typed: true } as IncidentStep;
}
