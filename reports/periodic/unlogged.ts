/** Systems without any operation log, of the service up to the document. Needs `operation-log` since the begin of service. */
import { type Unlogged, unloggedOf } from '../../src/subjects/operation-logs/judge/unlogged.ts';
import operationLog from '../../src/subjects/operation-logs/kinds/operation-log.ts';
import { type PeriodView, upToPeriod } from '../period/period.ts';

/** As `status` and 首页 tell it. */
export const unloggedIn = (view: PeriodView): Unlogged =>
  unloggedOf(
    view.input.contract,
    upToPeriod(view, operationLog).map(({ asset }) => asset),
    view.complete ? '整个服务期' : '服务期至今',
  );
